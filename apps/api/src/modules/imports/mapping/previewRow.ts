import { fullName } from '@rapport/common';
import type { MappedColumn, OpenDraft, RowMapper } from './RowMapper.js';

/** What becomes of one cell: the value that will be stored, nothing, or why the row will be imported without it. */
export interface PreviewCell {
  readonly index: number;
  readonly value: string | null;
  readonly problem: string | null;
}

/** The cells of a row as they will be read, one for each column that is imported. */
export function previewRow(
  mapper: RowMapper,
  { columns, listNames }: { readonly columns: readonly MappedColumn[]; readonly listNames: Readonly<Record<string, string>> },
  cells: readonly string[],
): PreviewCell[] {
  return columns.map((column) => {
    const draft = mapper.openDraft();
    const problem = mapper.read(draft, column, cells);
    return {
      index: column.index,
      value: problem && !problem.isPartial ? null : valueIn(draft, column, { mapper, listNames }),
      problem: problem?.reason ?? null,
    };
  });
}

function valueIn(
  draft: OpenDraft,
  column: MappedColumn,
  { mapper, listNames }: { readonly mapper: RowMapper; readonly listNames: Readonly<Record<string, string>> },
): string | null {
  if (typeof column.target !== 'string') return draft.custom[mapper.placeOf(column) ?? -1] ?? null;
  const points = (draft.points ?? []).map(({ value }) => value);
  switch (column.target) {
    case 'fullName':
      return fullName(draft);
    case 'furtherEmail':
    case 'furtherPhone':
      return points.join('; ') || null;
    case 'primaryEmail':
    case 'primaryPhone':
      return [draft[column.target], ...points].filter((value) => value !== null).join('; ') || null;
    case 'contactId':
      return draft.contactId ?? null;
    case 'lists':
      return (draft.listIds ?? []).map((id) => listNames[id] ?? '').join('; ') || null;
    case 'stage':
      return listNames[draft.stageId ?? ''] ?? null;
    default:
      return draft[column.target];
  }
}
