import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Node } from '@tiptap/pm/model';
import { TAG_PATTERN } from './mergeTags';

/** Marks merge tags in the text without being part of the document: the HTML stays what the person wrote. */
export const TagHighlight = Extension.create({
  name: 'tagHighlight',
  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        state: {
          init: (_config, state) => decorate(state.doc),
          apply: (transaction, current) => (transaction.docChanged ? decorate(transaction.doc) : current),
        },
        props: {
          decorations(state) {
            return this.getState(state);
          },
        },
      }),
    ];
  },
});

function decorate(doc: Node): DecorationSet {
  const decorations: Decoration[] = [];
  doc.descendants((node, position) => {
    if (!node.isText || !node.text) return;
    for (const match of node.text.matchAll(TAG_PATTERN)) {
      const from = position + match.index;
      decorations.push(Decoration.inline(from, from + match[0].length, { class: 'rp-merge-tag', spellcheck: 'false' }));
    }
  });
  return DecorationSet.create(doc, decorations);
}
