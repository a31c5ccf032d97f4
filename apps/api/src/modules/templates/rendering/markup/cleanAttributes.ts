import { splitDeclarations } from '../css/declarations.js';
import { isSafeName, isSafeValue } from '../css/values.js';
import { mayBeWritten, tidyUrl, type UrlUse } from '../urls.js';
import { URL_ATTRIBUTES } from './allowedMarkup.js';
import type { TagMask } from './TagMask.js';

/** The value that an attribute may have in a mail, its tags hidden, or null when it may have none. */
export function cleanAttribute(tagName: string, name: string, value: string, mask: TagMask): string | null {
  // A conditional comment in the middle of an attribute would end it.
  const plain = mask.only(value, ['output', 'block', 'print', 'own']);
  if (URL_ATTRIBUTES.includes(name)) return cleanUrl(plain, urlUseOf(tagName, name), mask);
  if (name === 'style') return cleanStyle(plain, mask);
  return plain;
}

export function urlUseOf(tagName: string, name: string): UrlUse {
  return tagName === 'img' || tagName === 'v:imagedata' || tagName === 'v:fill' || name === 'background' ? 'picture' : 'link';
}

/** What tags bring into it is judged when it is rendered. */
function cleanUrl(value: string, use: UrlUse, mask: TagMask): string | null {
  const url = tidyUrl(value);
  // Some readers skip blanks in a scheme.
  const compact = url.replaceAll('%20', '');
  for (const piece of [mask.without(compact), ...mask.pieces(compact)]) if (!mayBeWritten(piece, use)) return null;
  // Mail has no page that a protocol could be taken from.
  return url.startsWith('//') ? `https:${url}` : url;
}

function cleanStyle(value: string, mask: TagMask): string {
  const tags = mask.tagsIn(value);
  // With conditions in it, what the declarations are is known when it is rendered.
  if (tags.some(({ kind }) => kind === 'block')) return value;
  return splitDeclarations(value)
    .filter((one) => isSafeName(one.name) && (mask.contains(one.value) || isSafeValue(one.value, 'author')))
    .map((one) => `${one.name}: ${one.value};`)
    .join(' ');
}
