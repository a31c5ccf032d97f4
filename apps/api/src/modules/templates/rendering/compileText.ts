import { findTagUses, normalizeMergeTags } from '@rapport/common';
import type { CompiledDocument } from './CompiledDocument.js';
import { isPlain } from './isPlain.js';
import { withoutMarks } from './liquid/markedText.js';

/** A text message after what does not depend on the recipient. It is one Liquid source: no page, no style, no other part. */
export function compileText(words: string): CompiledDocument {
  const text = normalizeMergeTags(withoutMarks(words));
  return {
    ...{ subject: '', preheader: '', html: '', text },
    links: null,
    lostTags: [],
    notes: [],
    isPlain: isPlain([text]),
    usesCustomFields: findTagUses({ subject: text, bodyHtml: '' }).some(({ tag }) => tag.startsWith('custom')),
  };
}
