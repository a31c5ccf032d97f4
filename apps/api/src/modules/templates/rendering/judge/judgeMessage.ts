import type { TemplateField, TemplateProblem } from '@rapport/common';
import type { RenderedMessage } from '../RenderContext.js';
import { judgeSubject } from './judgeSubject.js';
import { readPage, type SeenImage, type SeenLink, type SeenText } from './readPage.js';

/**
 * What readers and spam filters would hold against a message, from a trial render as it would leave: each is a warning, and the author's
 * decision. Lists of words that “sound like spam” are left out: filters go by reputation and form, and such lists accuse honest messages.
 */
export function judgeMessage({ subject, html }: Pick<RenderedMessage, 'subject' | 'html'>): TemplateProblem[] {
  const { texts, images, links } = readPage(html);
  return [
    ...judgeSubject(subject),
    ...judgeImages(images),
    ...judgeContrast(texts),
    ...judgeDarkMode(texts),
    ...judgeLinks(links),
    ...judgeBalance(texts, images),
  ];
}

function judgeImages(images: readonly SeenImage[]): TemplateProblem[] {
  const shown = images.filter(({ isSpacer }) => !isSpacer);
  const found: TemplateProblem[] = [];
  const without = shown.filter(({ alt, isOnlyLinkContent }) => alt === null && !isOnlyLinkContent).length;
  if (without > 0)
    found.push(
      warning(
        'template.altMissing',
        `${count(without, 'image has', 'images have')} no alt text. Describe what ${without === 1 ? 'it shows' : 'they show'}, or write alt="" for decoration.`,
      ),
    );
  const mute = shown.filter(({ isOnlyLinkContent }) => isOnlyLinkContent).length;
  if (mute > 0)
    found.push(
      warning(
        'template.linkHasNoWords',
        `${count(mute, 'link is', 'links are')} an image without alt text: where images are off, nobody sees where it leads. Say where in the alt text.`,
      ),
    );
  const named = shown.find(({ alt }) => FILE_NAME.test(alt ?? ''));
  if (named)
    found.push(
      warning('template.altIsFileName', `The alt text “${short(named.alt ?? '')}” is the name of a file. Describe what the image shows.`),
    );
  return found;
}

const FILE_NAME = /^\s*[^\s/\\]{1,100}\.(?:jpe?g|png|gif|webp|svg|bmp)\s*$|^\s*(?:IMG|DSC|DSCN|PXL)[_-]?\d{3,}/i;

/** The levels of WCAG AA. */
const LEAST = { normal: 4.5, large: 3 } as const;

function judgeContrast(texts: readonly SeenText[]): TemplateProblem[] {
  const poor = texts.filter(({ contrast, isLarge }) => contrast !== null && contrast < (isLarge ? LEAST.large : LEAST.normal));
  const [worst] = [...poor].sort((a, b) => (a.contrast ?? 0) - (b.contrast ?? 0));
  if (!worst) return [];
  const ratio = (Math.floor((worst.contrast ?? 0) * 10) / 10).toFixed(1);
  const more = poor.length > 1 ? ` ${count(poor.length - 1, 'other text is', 'other texts are')} as well.` : '';
  return [
    warning(
      'template.lowContrast',
      `“${short(worst.text)}” is hard to read: its contrast with the background is ${ratio} to 1, and ${worst.isLarge ? LEAST.large : LEAST.normal} to 1 is needed.${more} Choose a darker or lighter colour.`,
    ),
  ];
}

/** Mailboxes in dark mode turn what has no colour of its own: with one half set, letters and ground can end up alike. */
function judgeDarkMode(texts: readonly SeenText[]): TemplateProblem[] {
  const half = texts.find(({ isHalfColoured }) => isHalfColoured);
  if (!half) return [];
  return [
    warning(
      'template.darkMode',
      `In dark mode “${short(half.text)}” may become unreadable: it has a text colour or a background, but not both. Set both.`,
    ),
  ];
}

const SHORTENERS = new Set(
  'bit.ly bitly.com buff.ly cutt.ly goo.gl is.gd lnkd.in ow.ly rb.gy rebrand.ly shorturl.at t.co t.ly tiny.cc tinyurl.com v.gd'.split(' '),
);

function judgeLinks(links: readonly SeenLink[]): TemplateProblem[] {
  const found: TemplateProblem[] = [];
  const hosts = links.flatMap((link) => {
    const host = hostOf(link.href);
    return host === null ? [] : [{ ...link, host }];
  });
  const posing = hosts.find(({ text, host }) => isOtherHost(hostWritten(text), host));
  if (posing)
    found.push(
      warning(
        'template.linkLooksElsewhere',
        `The link “${short(posing.text)}” leads to ${posing.host}. Filters take that for fraud: show the address it leads to, or words.`,
      ),
    );
  const shortened = hosts.find(({ host }) => SHORTENERS.has(host));
  if (shortened)
    found.push(
      warning(
        'template.linkShortened',
        `A link leads through ${shortened.host}. Short links are common in spam, so filters distrust them: link to the page itself.`,
      ),
    );
  const bare = hosts.find(({ host }) => /^\[|^\d{1,3}(?:\.\d{1,3}){3}$/.test(host));
  if (bare)
    found.push(
      warning('template.linkToNumber', `A link leads to the bare address ${bare.host}. Filters distrust that: link to a domain name.`),
    );
  return found;
}

/** Fewer words than that beside a large picture are not a message. */
const FEW_WORDS = 20;

function judgeBalance(texts: readonly SeenText[], images: readonly SeenImage[]): TemplateProblem[] {
  if (!images.some(({ isLarge, isSpacer }) => isLarge && !isSpacer)) return [];
  const letters = texts.map(({ text }) => text).join(' ');
  // Where words are not set apart by spaces, two letters are about a word.
  const words = letters.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const dense = (letters.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0) / 2;
  if (words + dense >= FEW_WORDS) return [];
  return [
    warning(
      'template.mostlyImages',
      'The message is nearly all image. Many mailboxes hide images at first, and filters distrust such messages: say the important things in text.',
    ),
  ];
}

function hostOf(href: string): string | null {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return null;
  return new URL(href).hostname.replace(/^www\./, '');
}

/** The host that the words of a link look like. Null: they are words. */
function hostWritten(text: string): string | null {
  const match = /^(?:https?:\/\/)?(?:www\.)?((?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24})(?:[/?#:]\S*)?$/iu.exec(text.slice(0, 300));
  return match && URL.canParse(`https://${match[1] as string}`) ? new URL(`https://${match[1] as string}`).hostname : null;
}

function isOtherHost(shown: string | null, host: string): boolean {
  return shown !== null && shown !== host && !host.endsWith(`.${shown}`) && !shown.endsWith(`.${host}`);
}

function count(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${many}`;
}

function short(text: string): string {
  const letters = [...text];
  return letters.length > 40 ? `${letters.slice(0, 39).join('').trimEnd()}…` : text;
}

function warning(code: string, message: string, field: TemplateField = 'bodyHtml'): TemplateProblem {
  return { code, severity: 'warning', field, message };
}
