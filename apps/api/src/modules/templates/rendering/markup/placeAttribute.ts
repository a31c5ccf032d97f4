import { splitDeclarations } from '../css/declarations.js';
import { URL_ATTRIBUTES } from './allowedMarkup.js';
import { urlUseOf } from './cleanAttributes.js';
import type { TagMask } from './TagMask.js';

/**
 * Says for each tag in an attribute what must happen to its value there, and puts a tag of our own around what only the finished
 * value can tell. `value` is not escaped.
 */
export function placeAttribute(tagName: string, name: string, value: string, mask: TagMask): string {
  if (!mask.contains(value)) return value;
  if (URL_ATTRIBUTES.includes(name.replace(/^[ovw]:/, ''))) return placeUrl(value, urlUseOf(tagName, name), mask);
  if (name === 'style') return placeStyle(value, mask);
  const tags = mask.tagsIn(value);
  if (tags.some(({ kind }) => kind === 'print')) return mask.wrap('__attribute', value);
  for (const tag of tags) tag.place('__line');
  return value;
}

/** A host that the author wrote: what follows fills in the rest of the address, and cannot change where it leads. */
const FIXED_START = /^(?:https?:\/\/[^/?#\s]+\.[^/?#\s]+|mailto:[^?\s]*)/i;

function placeUrl(value: string, use: 'link' | 'picture', mask: TagMask): string {
  const tags = mask.tagsIn(value);
  const first = tags[0];
  const isPlain = tags.every(({ kind }) => kind === 'output');
  if (isPlain && first && tags.length === 1 && first.end - first.start === value.length) {
    first.place(use === 'link' ? '__url' : '__picture');
    return value;
  }
  if (isPlain && first && FIXED_START.test(value.slice(0, first.start))) {
    for (const tag of tags) tag.place('__url_part');
    return value;
  }
  return mask.wrap(use === 'link' ? '__link' : '__picture', value);
}

function placeStyle(value: string, mask: TagMask): string {
  if (mask.tagsIn(value).some(({ kind }) => kind === 'block')) return mask.wrap('__declarations', value);
  return splitDeclarations(value)
    .map((one) => (mask.contains(one.value) ? mask.wrap(`__declaration ${one.name}`, one.value) : `${one.name}: ${one.value};`))
    .join(' ');
}
