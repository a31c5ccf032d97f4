/** Addresses in templates and in values: made valid where that changes nothing, refused where they could run something. */

/** What a browser skips inside an address, so that it must not hide a scheme either. Tabs and line breaks count as blanks here. */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff]/g;

/** Blanks at the ends go, those inside become %20; of `https://https://…` one scheme stays. Nothing else changes. */
export function tidyUrl(value: string): string {
  const url = value
    .replace(INVISIBLE, '')
    .trim()
    // A line break comes with the indentation of the source: together they are one blank.
    .replace(/\s+/g, (blanks) => (/[\t\r\n]/.test(blanks) ? '%20' : '%20'.repeat(blanks.length)));
  return dropDoubledSchemes(url);
}

const DOUBLED = /^(?:https?:\/{0,3}|\/{2})(?=https?:\/\/)/i;

function dropDoubledSchemes(url: string): string {
  let rest = url;
  for (let match = DOUBLED.exec(rest); match; match = DOUBLED.exec(rest)) rest = rest.slice(match[0].length);
  return rest;
}

export type UrlUse = 'link' | 'picture';

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const ALLOWED: Readonly<Record<UrlUse, RegExp>> = {
  link: /^(?:https?:|mailto:|tel:|sms:)/i,
  picture: /^(?:https?:|cid:|data:image\/(?:png|jpe?g|gif|webp);)/i,
};

/** For what an author wrote out: an address without a scheme may stay, the checks warn about it. */
export function mayBeWritten(url: string, use: UrlUse): boolean {
  return !SCHEME.test(url) || ALLOWED[use].test(url);
}

/** For what came of values and tags, whatever made it: web, mail and phone addresses pass, `acme.test/x` becomes https, all else leads nowhere. */
export function finalUrl(value: string, use: UrlUse): string {
  const url = tidyUrl(value).replace(/%(?![0-9a-f]{2})/gi, '%25');
  if (url === '' || url.startsWith('#')) return url;
  if (url.startsWith('//')) return `https:${url}`;
  if (/^(?:https?:\/\/|mailto:|tel:|sms:|cid:)/i.test(url)) return use === 'picture' && !/^(?:http|cid)/i.test(url) ? '#' : url;
  if (/^data:/i.test(url)) return use === 'picture' && /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]*$/i.test(url) ? url : '#';
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]|$)/.test(url) ? `https://${url}` : '#';
}

/** A value inside an address: encoded, except for what is harmless and people like to read. */
export function encodeUrlPart(text: string): string {
  return encodeURIComponent(withoutHalves(text)).replace(/%40/g, '@').replace(/%2F/gi, '/');
}

/** Something that was encoded before: only what no address may contain is encoded now. */
export function encodeRest(text: string): string {
  return withoutHalves(text).replace(/[^\u0021-\u007e]|["<>\\^`{|}]/gu, encodeURIComponent);
}

/** Half of a character cannot be encoded. */
export function withoutHalves(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '');
}
