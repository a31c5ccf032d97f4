import sanitizeHtml from 'sanitize-html';
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS } from './allowedMarkup.js';
import { cleanAttribute } from './cleanAttributes.js';
import type { TagMask } from './TagMask.js';

export interface StyleElement {
  readonly css: string;
  readonly media: string;
}

export interface SanitizedBody {
  readonly html: string;
  readonly styles: StyleElement[];
}

/**
 * Scripts, forms, frames, event handlers and addresses that run code go; so do comments. Style sheets are taken out, because their
 * place is the head. `html` has its tags and conditional comments hidden.
 */
export function sanitizeBody(html: string, mask: TagMask): SanitizedBody {
  const options: sanitizeHtml.IOptions & { allowedEmptyAttributes: string[] } = {
    allowedTags: ALLOWED_TAGS,
    allowedAttributes: { '*': ALLOWED_ATTRIBUTES },
    // Style sheets are cleaned elsewhere; the option only silences the warning about allowing <style>.
    allowVulnerableTags: true,
    // Addresses are cleaned below, with more care for blanks and tags.
    allowedSchemesAppliedToAttributes: [],
    parseStyleAttributes: false,
    allowedEmptyAttributes: ['alt', 'hidden'],
    nonTextTags: ['script', 'textarea', 'option', 'noscript', 'title', 'iframe', 'object', 'svg', 'math', 'template', 'noembed', 'xmp'],
    nestingLimit: 200,
    transformTags: {
      '*': (tagName, attributes) => ({
        tagName: tagName === 'body' ? 'div' : tagName,
        attribs: cleanAttributes(tagName, attributes, mask),
      }),
    },
  };
  return takeStyles(sanitizeHtml(html, options));
}

function cleanAttributes(tagName: string, attributes: Record<string, string>, mask: TagMask): Record<string, string> {
  const cleaned: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const clean = cleanAttribute(tagName, name, value, mask);
    if (clean !== null) cleaned[name] = clean;
  }
  return cleaned;
}

/** The sanitiser has written every element with its end, and nothing inside of a style sheet can look like one. */
function takeStyles(html: string): SanitizedBody {
  const styles: StyleElement[] = [];
  let rest = '';
  let at = 0;
  for (let start = html.indexOf('<style'); start !== -1; start = html.indexOf('<style', at)) {
    const open = html.indexOf('>', start);
    const end = html.indexOf('</style>', open);
    if (open === -1 || end === -1) break;
    rest += html.slice(at, start);
    styles.push({ css: html.slice(open + 1, end), media: /\smedia="([^"]*)"/.exec(html.slice(start, open))?.[1] ?? '' });
    at = end + '</style>'.length;
  }
  return { html: rest + html.slice(at), styles };
}
