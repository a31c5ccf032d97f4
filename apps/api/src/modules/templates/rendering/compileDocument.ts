import { findTagUses, normalizeMergeTags, type TemplateSource } from '@rapport/common';
import { randomBytes } from 'node:crypto';
import { type MailBrand, NO_BRAND } from './baseLayout.js';
import { cleanParts } from './cleanParts.js';
import type { CompiledDocument } from './CompiledDocument.js';
import { notesOn } from './compileNotes.js';
import { isPlain } from './isPlain.js';
import { layOut } from './layOut.js';
import { withoutMarks } from './liquid/markedText.js';
import { TagMask } from './markup/TagMask.js';

/**
 * Everything that does not depend on the recipient, once per template version: clean the markup, put the page around it, write the
 * styles into it, derive the text part. Takes some ten milliseconds; rendering then takes a fraction of one.
 */
export function compileDocument(source: TemplateSource, brand: MailBrand = NO_BRAND, marksLinks = false): CompiledDocument {
  const [subject, preheader, body, signature] = [source.subject, source.preheader, source.bodyHtml, source.signature].map((text) =>
    normalizeMergeTags(withoutMarks(text ?? '')),
  ) as [string, string, string, string];
  for (const line of [subject, preheader]) refuseReservedIn(line);
  const mask = new TagMask([body, signature]);
  const written = cleanParts(mask, body, signature);
  const linkNonce = marksLinks ? randomBytes(6).toString('hex').concat('x') : null;
  const { html, text, placed, links } = layOut(mask, written, brand, { isWholeDocument: /<(?:html|body)\b/i.test(body), linkNonce });
  const parts = { subject, preheader, html: mask.reveal(html), text: mask.reveal(text) };
  return {
    ...parts,
    links,
    lostTags: mask.missingFrom(html),
    notes: notesOn({ bodyHtml: body, signature }, placed, written, mask.assigned),
    isPlain: isPlain(Object.values(parts)),
    usesCustomFields: findTagUses(source).some(({ tag }) => tag.startsWith('custom')),
  };
}

function refuseReservedIn(line: string): void {
  new TagMask([line]).hide(line);
}
