import juice from 'juice';
import { findTagUses, normalizeMergeTags, type TagUse, type TemplateSource } from '@rapport/common';
import { baseLayout, type MailBrand, NO_BRAND } from './baseLayout.js';
import type { CompiledDocument } from './CompiledDocument.js';
import { isPlain } from './isPlain.js';
import { sanitizeBody } from './sanitizeBody.js';
import { TagMask } from './TagMask.js';
import { textPartOf } from './textPart.js';

/**
 * Everything that does not depend on the recipient, once per template version: clean the markup, put the page around it, inline
 * the styles, derive the text part. Takes some ten milliseconds; rendering then takes a fraction of one.
 */
export function compileDocument(source: TemplateSource, brand: MailBrand = NO_BRAND): CompiledDocument {
  const body = normalizeMergeTags(source.bodyHtml);
  const signature = normalizeMergeTags(source.signature ?? '');
  const mask = new TagMask([body, signature]);
  const uses = findTagUses({ subject: '', bodyHtml: body, signature }).filter((use) => use.isAlwaysPrinted);
  const written = { body: sanitizeBody(mask.hide(body), mask), signature: sanitizeBody(mask.hide(signature), mask) };
  const lostTags = mask.missingFrom(written.body + written.signature);
  const isWholeDocument = /<(?:html|body)\b/i.test(body);
  const page = baseLayout({
    ...written,
    brand,
    isWholeDocument,
    isColourless: !isWholeDocument && !/colou?r\s*[:=]|background|\bbgcolor/i.test(written.body + written.signature),
    hasUnsubscribeLink: isPlaced('unsubscribe_url', uses, lostTags),
    hasPostalAddress: isPlaced('workspace.postal_address', uses, lostTags),
  });
  const document = juice(hideLayoutTags(page, mask), JUICE);
  const parts = {
    subject: normalizeMergeTags(source.subject),
    preheader: normalizeMergeTags(source.preheader ?? ''),
    html: mask.reveal(document),
    text: mask.reveal(textPartOf(document)),
  };
  return {
    ...parts,
    lostTags,
    isPlain: isPlain(Object.values(parts)),
    usesCustomFields: findTagUses(source).some(({ tag }) => tag.startsWith('custom')),
  };
}

/** The layout's own tags stand in text, except links, whose place is set here. */
function hideLayoutTags(page: string, mask: TagMask): string {
  const masked = mask.hide(page);
  for (const match of masked.matchAll(/class="rp-quiet" href="([^"]*)"/g)) mask.placeInUrl(match[1] as string);
  return masked;
}

/** Placed by the author, in any case visible: only then may the footer leave it out. */
function isPlaced(tag: string, uses: readonly TagUse[], lostTags: readonly string[]): boolean {
  return uses.some((use) => use.tag === tag) && !lostTags.some((raw) => raw.includes(tag));
}

const JUICE: juice.Options = {
  applyStyleTags: true,
  removeStyleTags: true,
  preserveMediaQueries: true,
  preserveFontFaces: true,
  preserveKeyFrames: true,
  preservePseudos: true,
  preserveImportant: true,
  inlinePseudoElements: false,
  applyWidthAttributes: false,
  applyHeightAttributes: false,
};
