import { scanTemplate } from '@rapport/common';
import sanitizeHtml from 'sanitize-html';
import { escapeText } from '../rendering/liquid/asText.js';
import { TagMask } from '../rendering/markup/TagMask.js';

/** What the rich text editor writes. */
const TAGS = [
  ...['p', 'br', 'strong', 'b', 'em', 'i', 'u', 's', 'del', 'h1', 'h2', 'h3', 'ul', 'ol', 'li', 'a', 'blockquote', 'hr', 'code', 'img'],
];

/** Rich text as a part of a cell: complete in itself, so that it cannot end the cell, with links in `link`. Merge tags stay as they are. */
export function cleanRichText(html: string, link: string): string {
  const mask = new TagMask([html]);
  const options: sanitizeHtml.IOptions & { allowedEmptyAttributes: string[] } = {
    allowedTags: TAGS,
    allowedAttributes: { a: ['href', 'style'], img: ['src', 'alt', 'width', 'height', 'style'], '*': ['dir'] },
    allowedEmptyAttributes: ['alt'],
    allowedSchemes: ['http', 'https', 'mailto', 'tel', 'sms'],
    parseStyleAttributes: false,
    nestingLimit: 30,
    transformTags: {
      img: (tagName, attribs) => ({ tagName, attribs: { ...attribs, style: 'max-width: 100%; height: auto;' } }),
      a: (_, { href }) => ({ tagName: 'a', attribs: { ...(href === undefined ? {} : { href }), style: `color: ${link};` } }),
    },
  };
  return mask.reveal(withoutLastGap(sanitizeHtml(mask.hide(html), options).trim()));
}

/** The block below brings its own distance. */
function withoutLastGap(html: string): string {
  const [, name] = /<\/(p|h[1-3])>$/.exec(html) ?? [];
  const at = name === undefined ? -1 : html.lastIndexOf(`<${name}`);
  return at === -1 ? html : `${html.slice(0, at)}<${name} class="rpb-last"${html.slice(at + 1 + (name ?? '').length)}`;
}

/** A line of plain text with merge tags, as HTML. */
export function plainText(text: string): string {
  return scanTemplate(text)
    .map((token) => (token.kind === 'text' || token.kind === 'unclosed' ? escapeText(token.raw) : token.raw))
    .join('');
}
