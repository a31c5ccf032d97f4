import { fieldOfColumn, fieldRules, NO_HINTS, readEmail, readField } from '@rapport/common';
import { shownTimeZone } from '../../shared/format/format';
import type { DataColumn } from '../../shared/table/columns';
import type { PastedCells } from '../../shared/table/tableProps';
import type { ContactField } from './contactFieldInfo';
import { changesBackTo, changesOf, valueOf } from './contactEditing';
import type { ContactChanges, ContactSummary, CustomValue } from './contactQueries';

/** More at once is an import, which has a rehearsal and an undo of its own. */
export const MOST_PASTED = 500;

type Column = DataColumn<ContactSummary>;

export interface PlannedCell {
  readonly contact: ContactSummary;
  readonly column: Column;
  readonly before: string;
  readonly after: string;
  readonly changes: ContactChanges;
}

export interface RefusedCell {
  readonly contact: ContactSummary;
  readonly column: Column;
  readonly text: string;
  readonly reason: string;
}

export interface PastePlan {
  readonly changes: readonly PlannedCell[];
  readonly refused: readonly RefusedCell[];
  /** Cells that hold the pasted value already. */
  readonly same: number;
  /** Pasted rows and columns that have no place in the table. */
  readonly rowsOutside: number;
  readonly columnsOutside: number;
  /** How many cells were pasted, when that is more than one may paste. Nothing else is read then. */
  readonly tooMany: number | null;
}

/** What pasting would change and what would be refused, before anything is written. */
export function planPaste({ cells, rows, columns }: PastedCells<ContactSummary>, fields: readonly ContactField[]): PastePlan {
  const count = cells.reduce((sum, row) => sum + row.length, 0);
  const widest = Math.max(0, ...cells.map((row) => row.length));
  const outside = { rowsOutside: Math.max(0, cells.length - rows.length), columnsOutside: Math.max(0, widest - columns.length) };
  if (count > MOST_PASTED) return { changes: [], refused: [], same: 0, ...outside, tooMany: count };
  const changes: PlannedCell[] = [];
  const refused: RefusedCell[] = [];
  let same = 0;
  cells.slice(0, rows.length).forEach((row, down) => {
    row.slice(0, columns.length).forEach((given, across) => {
      const [contact, column] = [rows[down], columns[across]];
      if (!contact || !column) return;
      const text = given.trim();
      const reading = readCell(contact, column, text, fields);
      if ('reason' in reading) refused.push({ contact, column, text, reason: reading.reason });
      else if (isSame(reading.changes, changesBackTo(column.id, contact))) same += 1;
      else changes.push({ contact, column, before: column.text?.(contact) ?? '', after: text, changes: reading.changes });
    });
  });
  return { changes, refused, same, ...outside, tooMany: null };
}

/** All changes of one contact as one, in the order of the rows. */
export function byContact(changes: readonly PlannedCell[]): { contact: ContactSummary; columns: Column[]; changes: ContactChanges }[] {
  const found = new Map<string, { contact: ContactSummary; columns: Column[]; changes: ContactChanges }>();
  for (const { contact, column, changes: own } of changes) {
    const one = found.get(contact.id) ?? { contact, columns: [], changes: {} };
    one.columns.push(column);
    one.changes = joined(one.changes, own);
    found.set(contact.id, one);
  }
  return [...found.values()];
}

/** What to send so that these columns hold again what the contact has now. */
export function backTo(contact: ContactSummary, columns: readonly Column[]): ContactChanges {
  return columns.reduce<ContactChanges>((all, { id }) => joined(all, changesBackTo(id, contact)), {});
}

function joined(one: ContactChanges, other: ContactChanges): ContactChanges {
  const custom = { ...one.customFields, ...other.customFields };
  return { ...one, ...other, ...(Object.keys(custom).length > 0 ? { customFields: custom } : {}) };
}

type CellReading = { readonly changes: ContactChanges } | { readonly reason: string };

function readCell(contact: ContactSummary, column: Column, text: string, fields: readonly ContactField[]): CellReading {
  if (!column.editing) return { reason: `${column.header} can’t be edited in the table.` };
  const fieldName = fieldOfColumn(column.id);
  const field = fields.find((one) => one.fieldName === fieldName);
  if (field) return readCustom(contact, field, text);
  if (column.editing.kind === 'email' && text !== '') {
    const reading = readEmail(text);
    if ('problem' in reading) return { reason: reading.problem.reason };
  }
  return { changes: changesOf(column.id, text, fields) };
}

function readCustom(contact: ContactSummary, field: ContactField, text: string): CellReading {
  const { fieldName, fieldType, choices, currency } = field;
  const send = (value: CustomValue): CellReading => ({ changes: { customFields: { [fieldName]: value } } });
  // Numbers of a country are read where it is known: by the server.
  if (text === '' || fieldRules(fieldType).editor === 'phone') return send(text === '' ? null : text);
  const hints = { ...NO_HINTS, options: choices, currency, timeZone: shownTimeZone(), optionsBy: 'label' as const };
  const reading = readField(fieldType, text, hints);
  if ('problem' in reading) return { reason: reading.problem.message };
  return send(reading.value === valueOf(contact, fieldName) ? valueOf(contact, fieldName) : reading.value);
}

function isSame(one: ContactChanges, other: ContactChanges): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
