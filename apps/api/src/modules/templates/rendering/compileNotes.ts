import { findTagUses, type TemplateProblem } from '@rapport/common';
import type { WrittenParts } from './cleanParts.js';
import type { Placed } from './markup/findPlaced.js';

/** What the compiler did that an author should know of: nothing is changed in silence. */
export function notesOn(
  source: { bodyHtml: string; signature: string },
  placed: Placed,
  written: WrittenParts,
  assigned: ReadonlySet<string>,
): TemplateProblem[] {
  return [
    ...unplaced(source, 'unsubscribe_url', placed.unsubscribeLink, UNSUBSCRIBE_NOTE, assigned),
    ...unplaced(source, 'workspace.postal_address', placed.postalAddress, ADDRESS_NOTE, assigned),
    ...listed(written.removedStyles, STYLE_NOTE),
    ...listed(written.removedComments, COMMENT_NOTE),
    ...(/<link\b[^<>]{0,400}stylesheet/i.test(source.bodyHtml) ? [warning(STYLE_NOTE.code, LINKED)] : []),
  ];
}

const UNSUBSCRIBE_NOTE = {
  code: 'template.unsubscribeNotVisible',
  message:
    'Not every reader can see and use your unsubscribe link, so Rapport adds its own at the end. Use {{ unsubscribe_url }} alone as the address of a visible link with a text, outside of conditions.',
};

const ADDRESS_NOTE = {
  code: 'template.postalAddressNotVisible',
  message:
    'Not every reader can see your postal address, so Rapport adds it at the end. Put {{ workspace.postal_address }} into visible text, outside of conditions.',
};

const STYLE_NOTE = {
  code: 'template.styleRemoved',
  message: (what: string) => `Removed from the styles, because mail cannot contain it: ${what}. Write it in another way, or delete it.`,
};

const COMMENT_NOTE = {
  code: 'template.commentRemoved',
  message: (what: string) =>
    `Removed, because it is no conditional comment that Outlook understands: ${what}. Check its condition and that <![endif]--> ends it.`,
};

const LINKED = 'Linked style sheets are removed: mailboxes do not load them. Put the rules into a <style> element.';

function unplaced(
  source: { bodyHtml: string; signature: string },
  tag: string,
  isPlaced: boolean,
  note: { code: string; message: string },
  assigned: ReadonlySet<string>,
): TemplateProblem[] {
  // A name that the template gives a meaning of its own is no merge tag any more.
  if (assigned.has(tag.split('.')[0] as string)) return [warning(note.code, note.message)];
  const use = isPlaced ? undefined : findTagUses({ subject: '', ...source }).find((one) => one.tag === tag);
  return use ? [{ ...warning(note.code, note.message), field: use.field, line: use.line }] : [];
}

function listed(removed: readonly string[], note: { code: string; message: (what: string) => string }): TemplateProblem[] {
  const shown = [...new Set(removed)].filter((text) => text !== '');
  if (shown.length === 0) return [];
  const more = shown.length > MOST_NAMED ? ` and ${shown.length - MOST_NAMED} more` : '';
  return [
    warning(
      note.code,
      note.message(
        `${shown
          .slice(0, MOST_NAMED)
          .map((text) => `“${text}”`)
          .join(', ')}${more}`,
      ),
    ),
  ];
}

const MOST_NAMED = 5;

function warning(code: string, message: string): TemplateProblem {
  return { code, severity: 'warning', field: 'bodyHtml', message };
}
