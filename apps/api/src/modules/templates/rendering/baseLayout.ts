import { readableOn, type ReaderLanguage } from '@rapport/common';
import { tell } from '../../../platform/readerWords/readerWords.js';

/** How the sender looks: what Settings, Branding says. Part of what is compiled, because styles are inlined then. */
export interface MailBrand {
  readonly name: string;
  readonly colour: string | null;
  readonly language: ReaderLanguage;
  readonly logo: { readonly url: string; readonly width: number; readonly height: number } | null;
  /** A message that one person writes to another: no logo above it, and no footer, which only mass mail owes its readers. */
  readonly isPersonal?: boolean;
}

export const NO_BRAND: MailBrand = { name: '', colour: null, language: 'en', logo: null };

export interface LayoutParts {
  readonly brand: MailBrand;
  readonly body: string;
  readonly signature: string;
  /** What the author put into the head for Outlook. */
  readonly head: string;
  /** The author's styles, and those of ours that cannot be written into elements. */
  readonly styles: string;
  /** A pasted document brings its own page: no column, no padding. */
  readonly isWholeDocument: boolean;
  readonly schemes: 'light' | 'light dark';
  readonly usesOutlookMarkup: boolean;
  /** Marks our own elements; the value occurs nowhere else. */
  readonly mark: string;
}

/** Set by the renderer before the HTML is rendered; a name that no template can assign. */
export const PREHEADER_VARIABLE = 'rapport_preheader';

/**
 * The page around a body: readable on a phone, in dark mode and in Outlook, with the two things that the law asks for at its foot;
 * the compiler takes those out again that the author has placed. Styles are written into elements by the compiler, too.
 */
export function baseLayout(parts: LayoutParts): string {
  const content = parts.isWholeDocument ? wholeDocument(parts) : column(parts);
  const namespaces = parts.usesOutlookMarkup
    ? ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"'
    : '';
  return `<!doctype html>
<html lang="${parts.brand.language}" dir="auto" xmlns="http://www.w3.org/1999/xhtml"${namespaces}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<meta name="color-scheme" content="${parts.schemes}">
<meta name="supported-color-schemes" content="${parts.schemes}">
${parts.head === '' ? '' : `${parts.head}\n`}${parts.styles === '' ? '' : `<style>\n${parts.styles}\n</style>\n`}</head>
<body class="rp-page">
{% if ${PREHEADER_VARIABLE} %}<div class="rp-preheader" data-rp="${parts.mark}preheader" aria-hidden="true">{{ ${PREHEADER_VARIABLE} }}${PREHEADER_PADDING}</div>{% endif %}
${content}
</body>
</html>`;
}

/** Keeps a mailbox from filling the preview line with the first words of the body. */
const PREHEADER_PADDING = '&#847;&zwnj;&nbsp;'.repeat(60);

function column(parts: LayoutParts): string {
  return `<table role="presentation" class="rp-outer" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="rp-gutter" align="center">
<!--[if mso]><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<div class="rp-column">
${logo(parts)}<div class="rp-body">${parts.body}</div>
${signature(parts)}${footer(parts)}
</div>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>`;
}

/** On a plate of its own in dark mode: most logos are drawn for white paper. */
function logo({ brand: { logo, name, isPersonal }, mark }: LayoutParts): string {
  if (!logo || isPersonal) return '';
  return `<div class="rp-brand" data-rp="${mark}brand"><img class="rp-logo" src="${escaped(logo.url)}" width="${logo.width}" height="${logo.height}" alt="${escaped(name)}"></div>\n`;
}

/** For an attribute in a Liquid source: what would open a tag is left out. */
function escaped(text: string): string {
  return text.replace(/[{}%]/g, '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function wholeDocument(parts: LayoutParts): string {
  return `${parts.body}
${signature(parts)}${footer(parts)}`;
}

function signature({ signature: html }: LayoutParts): string {
  return html === '' ? '' : `<div class="rp-signature">${html}</div>\n`;
}

/** Its values have names of their own, so that nothing a template assigns can stand in for them. */
function footer({ brand, mark }: LayoutParts): string {
  if (brand.isPersonal) return '';
  const address =
    '{% if rapport_postal_address %}<p class="rp-small">{{ rapport_workspace_name }}<br>{{ rapport_postal_address }}</p>{% endif %}';
  const link = `<p class="rp-small">${linked(tell(brand.language, 'footer'), ['{{ rapport_unsubscribe_url }}', '{{ rapport_unsubscribe_url }}/preferences'])}</p>`;
  return `<div class="rp-footer" data-rp="${mark}footer"><div data-rp="${mark}address">${address}</div><div data-rp="${mark}link">${link}</div></div>`;
}

/** What is in brackets leads to these addresses, in their order. */
function linked(sentence: string, addresses: readonly string[]): string {
  const left = [...addresses];
  return sentence.replace(/\[([^\]]+)\]/g, (_, text: string) => `<a class="rp-quiet" href="${left.shift() ?? ''}">${text}</a>`);
}

/** What is ours alone; the compiler writes it into our elements, and a sheet of the author's cannot take it back. */
export const FOOTER_GUARD =
  'display: block !important; visibility: visible !important; opacity: 1 !important; position: static !important; text-indent: 0 !important; max-height: none !important; overflow: visible !important';

/** The styles of the page: `isColourless` when no colour in it is the author's, so that ours may be exchanged in dark mode. */
export function layoutStyles(brand: MailBrand, isWholeDocument: boolean, isColourless: boolean): string {
  return [SHARED_STYLES, isWholeDocument ? '' : columnStyles(brand), isColourless ? DARK_STYLES : ''].join('');
}

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

const SHARED_STYLES = `
.rp-page { margin: 0; padding: 0; width: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
.rp-preheader { display: none; max-height: 0; max-width: 0; overflow: hidden; opacity: 0; font-size: 1px; line-height: 1px; mso-hide: all; }
.rp-signature { margin: 24px 0 0; font-family: ${FONT}; font-size: 15px; line-height: 1.5; color: #3d4452; }
.rp-footer { max-width: 600px; margin: 32px auto 0; padding: 16px 0 0; border-top: 1px solid #e3e6eb; }
.rp-small { margin: 0 0 8px; font-family: ${FONT}; font-size: 12px; line-height: 1.5; color: #667085; }
.rp-quiet { color: #667085; text-decoration: underline; }
`;

const LINK_COLOUR = '#2f5fd0';

/** Links take the brand's colour where it can be read on white, else they keep ours. */
const columnStyles = ({ colour }: MailBrand): string => `
.rp-page { background-color: #ffffff; }
.rp-gutter { padding: 32px 20px; }
.rp-column { max-width: 600px; margin: 0 auto; text-align: left; }
.rp-body { font-family: ${FONT}; font-size: 16px; line-height: 1.6; color: #1d2330; word-break: break-word; }
.rp-body p, .rp-body ul, .rp-body ol { margin: 0 0 16px; }
.rp-body h1 { margin: 0 0 16px; font-size: 26px; line-height: 1.3; }
.rp-body h2 { margin: 24px 0 12px; font-size: 20px; line-height: 1.35; }
.rp-body h3 { margin: 24px 0 8px; font-size: 17px; line-height: 1.4; }
.rp-body blockquote { margin: 0 0 16px; padding: 0 0 0 16px; border-left: 3px solid #d4d9e2; }
.rp-body img { max-width: 100%; height: auto; border: 0; }
.rp-body a { color: ${readableOn('#ffffff', colour, LINK_COLOUR)}; }
.rp-brand { margin: 0 0 24px; }
.rp-logo { display: block; border: 0; }
@media (max-width: 480px) {
  .rp-gutter { padding: 20px 16px !important; }
}
`;

const DARK_STYLES = `
@media (prefers-color-scheme: dark) {
  .rp-page { background-color: #16181d !important; }
  .rp-body { color: #e4e8ef !important; }
  .rp-body a { color: #8fb0ff !important; }
  .rp-body blockquote { border-left-color: #434a58 !important; }
  .rp-logo { background-color: #ffffff !important; padding: 6px !important; border-radius: 4px !important; }
  .rp-signature { color: #c6ccd6 !important; }
  .rp-footer { border-top-color: #343a46 !important; }
  .rp-small, .rp-quiet { color: #9aa3b2 !important; }
}
[data-ogsc] .rp-body { color: #e4e8ef !important; }
[data-ogsc] .rp-body a { color: #8fb0ff !important; }
`;
