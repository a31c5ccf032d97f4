import type { IntakeChange, RehearsedRow } from '../../lists/public.js';
import type { Slice } from '../running/DraftSource.js';
import type { ImportPlan } from '../running/planImport.js';
import type { RehearsalRow } from './rehearsal.js';

/** What is kept of a row: enough to recognise it by, and to see what would change. */
const MOST_CHARACTERS = 120;
/** As JSON, of all changes of a row together: an entry of a list is no document. */
const MOST_OF_CHANGES = 1_400;

/** Each row of a slice in its group, and once more among the conflicts where it is one. */
export function rowsOf(slice: Slice, judged: readonly RehearsedRow[], plan: ImportPlan): RehearsalRow[] {
  const rejected = slice.rejects.map(({ rowNumber, line, column, code, reason, raw }): RehearsalRow => ({
    kind: 'rejected',
    rowNumber,
    line,
    name: null,
    column,
    code,
    reason,
    raw,
    changes: [],
  }));
  const taken = slice.drafts.flatMap((draft, i): RehearsalRow[] => {
    const row = judged[i];
    if (!row) return [];
    const { rowNumber, line, raw } = draft;
    const { outcome } = row;
    const name = row.name === null ? null : cut(row.name);
    const changes = firstOf(row.changes.map(cutChange));
    if (outcome.kind === 'rejected') {
      const { field, code, reason } = outcome;
      return [{ kind: 'rejected', rowNumber, line, name, column: columnOf(field, plan), code, reason, raw, changes: [] }];
    }
    const own: RehearsalRow = { kind: outcome.kind, rowNumber, line, name, column: null, code: null, reason: null, raw: null, changes };
    const conflict = conflictOf(row, plan);
    return conflict ? [own, { ...own, ...conflict, kind: 'conflict' }] : [own];
  });
  return [...rejected, ...taken].sort((a, b) => a.rowNumber - b.rowNumber);
}

function conflictOf(row: RehearsedRow, plan: ImportPlan): Pick<RehearsalRow, 'column' | 'code' | 'reason'> | null {
  const note = row.outcome.kind === 'rejected' ? undefined : row.outcome.notes?.[0];
  if (note) return { column: columnOf(note.field, plan, note.columnIndex), code: note.code, reason: note.reason };
  const [field] = row.disagreeing;
  if (field === undefined) return null;
  return {
    column: columnOf(field, plan),
    code: 'import.rowsDisagree',
    reason: 'An earlier row of this file says something else about the same contact. The later row wins.',
  };
}

/** A full name goes to two fields: their column is its. */
function columnOf(field: string | null, plan: ImportPlan, index?: number): string | null {
  const goesTo = ({ target }: ImportPlan['mapping']['columns'][number]): boolean => {
    if (typeof target !== 'string') return field === `custom:${target.fieldName}`;
    return target === field || (target === 'fullName' && (field === 'firstName' || field === 'lastName'));
  };
  const { columns } = plan.mapping;
  return (columns.find((column) => column.index === index) ?? columns.find(goesTo))?.name ?? null;
}

function firstOf(changes: readonly IntakeChange[]): IntakeChange[] {
  let left = MOST_OF_CHANGES;
  return changes.filter((change) => (left -= JSON.stringify(change).length) >= 0);
}

function cutChange({ field, from, to }: IntakeChange): IntakeChange {
  return { field, from: from === null ? null : cut(from), to: to === null ? null : cut(to) };
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/u, '')}…` : text;
}
