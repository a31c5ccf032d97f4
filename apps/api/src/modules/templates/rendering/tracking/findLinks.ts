import { type Document, type Element, isTag, type ParentNode } from 'domhandler';
import { textContent } from 'domutils';
import { unescapeText } from '../liquid/asText.js';
import type { TagMask } from '../markup/TagMask.js';
import { markLink, type TemplateLink } from './linkMarks.js';

const LONGEST_LABEL = 120;
const LONGEST_URL = 2_000;

/** Scheme and host are the author's; what follows may come from values. */
const FIXED_HOST = /^https?:\/\/([^/?#\\\s]+)/i;

/** The links of a page whose host the author wrote, with the elements they are in. Asked before the tags are told where they stand. */
export function findLinks(page: Document, mask: TagMask): ReadonlyMap<Element, TemplateLink> {
  const found = new Map<Element, TemplateLink>();
  const visit = (node: ParentNode): void => {
    for (const child of node.children) {
      if (!isTag(child)) continue;
      const link = child.name === 'a' || child.name === 'area' ? linkOf(child, mask) : null;
      if (link) found.set(child, link);
      visit(child);
    }
  };
  visit(page);
  return found;
}

/** Asked after it: their addresses go between marks. */
export function markLinks(links: Iterable<Element>, nonce: string): void {
  [...links].forEach((element, index) => {
    element.attribs['href'] = markLink(nonce, index, element.attribs['href'] ?? '');
  });
}

function linkOf(element: Element, mask: TagMask): TemplateLink | null {
  const href = unescapeText(element.attribs['href'] ?? '');
  if (!mayTrack(href, mask)) return null;
  return { url: mask.reveal(href), label: labelOf(element, mask), isPersonal: mask.contains(href) };
}

/** No address of ours, and none whose host a value decides. */
function mayTrack(href: string, mask: TagMask): boolean {
  const host = FIXED_HOST.exec(href)?.[1];
  if (host === undefined || mask.contains(host) || host.includes('@') || href.length > LONGEST_URL) return false;
  return mask.tagsIn(href).every(({ raw }) => !raw.includes('unsubscribe_url')) && URL.canParse(mask.without(href));
}

function labelOf(element: Element, mask: TagMask): string | null {
  const text = readable(mask.reveal(textContent(element))) || readable(mask.reveal(pictureText(element)));
  return text === '' ? null : [...text].slice(0, LONGEST_LABEL).join('');
}

function pictureText(node: ParentNode): string {
  return node.children.map((child) => (isTag(child) ? (child.attribs['alt'] ?? pictureText(child)) : '')).join(' ');
}

function readable(text: string): string {
  return unescapeText(text).replace(/\s+/g, ' ').trim();
}
