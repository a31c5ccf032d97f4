import { createHash } from 'node:crypto';
import { contrastOf, inkOn, type ReaderLanguage, SHAPE_CONTRAST } from '@rapport/common';
import { tell } from '../../platform/readerWords/readerWords.js';
import type { UnsubscribeState } from './UnsubscribeService.js';

/** Whose page it is. */
export type PageOwner = Pick<UnsubscribeState, 'workspaceName' | 'brand'>;

/** Of a page that readers open from a message: self-contained, no script, no request to anywhere but for the sender's logo, which comes from here. */
export function publicPage(state: PageOwner | null, title: string, body: string): string {
  return `<!doctype html>
<html lang="${languageOf(state)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>${styleOf(state)}</style>
</head>
<body>
<main>
${logo(state)}<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** English where nobody knows whose page it is. */
export function languageOf(state: PageOwner | null): ReaderLanguage {
  return state?.brand?.language ?? 'en';
}

/** The headers of that page; the style is allowed by its hash. `leadsTo`: the origin that its form may be redirected to. */
export function pageHeaders(state: PageOwner | null, leadsTo: string | null = null): Readonly<Record<string, string>> {
  const hash = createHash('sha256').update(styleOf(state)).digest('base64');
  const pictures = state?.brand?.logo ? "; img-src 'self'" : '';
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'${pictures}; form-action 'self'${leadsTo === null ? '' : ` ${leadsTo}`}; base-uri 'none'; frame-ancestors 'none'`,
  };
}

/** From here, whatever address the link named: no other host learns who opens the page. */
function logo(state: PageOwner | null): string {
  const image = state?.brand?.logo;
  if (!image) return '';
  const source = new URL(image.url).pathname;
  return `<img class="logo" src="${escape(source)}" width="${image.width}" height="${image.height}" alt="${escape(state.workspaceName ?? '')}">\n`;
}

/** The brand's colour paints the button where the button stands out from its card in it, each scheme for itself. */
function styleOf(state: PageOwner | null): string {
  const colour = state?.brand?.colour ?? null;
  if (colour === null) return STYLE;
  const paint = `--accent: ${colour}; --on-accent: ${inkOn(colour)};`;
  const isVisible = (card: string): boolean => contrastOf(colour, card) >= SHAPE_CONTRAST;
  const light = isVisible(LIGHT_CARD) ? `@media (prefers-color-scheme: light) { :root { ${paint} } }\n` : '';
  const dark = isVisible(DARK_CARD) ? `@media (prefers-color-scheme: dark) { :root { ${paint} } }\n` : '';
  return `${STYLE}${light}${dark}`;
}

/** Enough for its owner to recognise it, too little for whoever finds a forwarded link. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? address.slice(0, 1) + '•••' : `${[...address][0] ?? ''}•••${address.slice(at)}`;
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const LIGHT_CARD = '#ffffff';
const DARK_CARD = '#1a1d23';

const STYLE = `
:root { color-scheme: light dark; --page: #f5f6f8; --card: #ffffff; --line: #e1e4ea; --text: #1b202b; --soft: #5b6475; --edge: #7b8494; --bad: #b3261e; --accent: #2f5fd0; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --page: #121418; --card: #1a1d23; --line: #2d323c; --text: #e7eaf0; --soft: #a2abba; --edge: #7d8796; --bad: #ffb4ab; --accent: #8fb0ff; --on-accent: #10141d; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { width: 100%; max-width: 440px; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.logo { display: block; margin: 0 0 20px; }
@media (prefers-color-scheme: dark) { .logo { padding: 6px; border-radius: 6px; background: #ffffff; } }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 28px; font-weight: 600; text-wrap: balance; }
p { margin: 0; color: var(--soft); overflow-wrap: anywhere; }
p + p { margin-top: 12px; }
form { margin: 24px 0 0; }
button { width: 100%; padding: 11px 16px; border: 1px solid var(--accent); border-radius: 8px; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; cursor: pointer; }
button.quiet { background: transparent; color: var(--text); border-color: var(--line); }
.more { margin: 20px 0 0; }
.more a { color: var(--soft); }
form + form { margin-top: 12px; }
fieldset { margin: 0; padding: 0; border: 0; }
legend { padding: 0 0 4px; font-weight: 600; }
label { display: flex; gap: 12px; align-items: flex-start; padding: 10px 0; cursor: pointer; overflow-wrap: anywhere; }
label small { display: block; color: var(--soft); font-size: 14px; }
input[type='checkbox'] { flex: none; width: 20px; height: 20px; margin: 2px 0 0; accent-color: var(--accent); }
fieldset + button { margin-top: 12px; }
.done { margin: 16px 0 0; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; color: var(--text); }
.done p { color: var(--text); }
.field { display: block; padding: 0; margin: 0 0 16px; cursor: auto; }
.field > span { display: block; margin: 0 0 4px; font-weight: 600; }
.field input:not([type='checkbox']), .field select, .field textarea { width: 100%; padding: 10px 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); color: var(--text); font: inherit; }
.field select { height: 47px; }
.field textarea { display: block; resize: vertical; }
.field [aria-invalid] { border-color: var(--bad); }
.field small { display: inline; color: var(--soft); font-weight: 400; }
.field > .bad { margin: 4px 0 0; color: var(--bad); font-size: 14px; font-weight: 400; }
.small { margin: 0 0 16px; font-size: 14px; }
.trap { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden; }
hr { margin: 24px 0 0; border: 0; border-top: 1px solid var(--line); }
input:focus-visible, select:focus-visible, textarea:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button:hover { filter: brightness(1.06); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`;

/** For a link of a message that leads nowhere any more, or never did. */
export function lostLinkPage(): { readonly html: string; readonly headers: Readonly<Record<string, string>> } {
  return { html: publicPage(null, tell('en', 'lostTitle'), `<p>${tell('en', 'lost')}</p>`), headers: pageHeaders(null) };
}
