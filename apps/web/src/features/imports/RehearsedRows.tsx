import { formatCount } from '../../shared/format/format';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useRehearsedRows, type ContactImport, type RehearsalGroup, type RehearsedRow } from './importQueries';
import { placeOf, placeWord } from './formatWords';
import classes from './ImportRun.module.css';
import { targetLabel, type FieldTarget } from './mapping';
import { ReportFrame } from './ReportFrame';

interface RehearsedRowsProps {
  run: ContactImport;
  group: RehearsalGroup;
  total: number;
  /** Which rehearsal it is. */
  of: string;
  fields: readonly FieldTarget[];
}

const EMPTY: Readonly<Record<RehearsalGroup, string>> = {
  created: 'No contact would be created',
  updated: 'No contact would be updated',
  unchanged: 'No row is the same as its contact',
  conflict: 'No conflicts',
  rejected: 'No row would be rejected',
};

export function RehearsedRows({ run, group, total, of, fields }: RehearsedRowsProps) {
  const source = useRehearsedRows(useWorkspaceId(), run.id, { group, of });
  return (
    <ReportFrame rows={Math.max(total, 4)}>
      <DataTable
        tableId={`rehearsal-${group}`}
        label="Rehearsed rows"
        columns={columnsOf(run, group, (field) => labelOf(field, run, fields))}
        source={source}
        rowId={(row) => String(row.line)}
        rowName={(row) => `${placeWord(run)} ${placeOf(run, row)}`}
        empty={<EmptyState picture="table" title={EMPTY[group]} />}
      />
    </ReportFrame>
  );
}

function columnsOf(run: ContactImport, group: RehearsalGroup, label: (field: string) => string): DataColumn<RehearsedRow>[] {
  const line: DataColumn<RehearsedRow> = {
    id: 'line',
    header: placeWord(run),
    width: 72,
    canHide: false,
    card: 'aside',
    cell: (row) => <span className="rp-num">{formatCount(placeOf(run, row))}</span>,
  };
  const name: DataColumn<RehearsedRow> = {
    id: 'name',
    header: 'Contact',
    width: 160,
    grow: 1,
    card: 'title',
    cell: (row) => <span dir="auto">{row.name ?? '–'}</span>,
  };
  const changes: DataColumn<RehearsedRow> = {
    id: 'changes',
    header: group === 'created' ? 'Values' : 'Changes',
    width: 320,
    grow: 3,
    cell: (row) => <Changes row={row} isNew={group === 'created'} label={label} />,
  };
  const reason: DataColumn<RehearsedRow> = {
    id: 'reason',
    header: 'Reason',
    width: 280,
    grow: 2,
    ...(group === 'rejected' ? { card: 'title' as const } : {}),
    cell: (row) => (
      <span className={classes.reason} title={row.reason ?? ''}>
        {row.reason}
      </span>
    ),
  };
  const column: DataColumn<RehearsedRow> = {
    id: 'column',
    header: 'Column',
    width: 120,
    cell: (row) => <span dir="auto">{row.column ?? '–'}</span>,
  };
  const raw: DataColumn<RehearsedRow> = {
    id: 'raw',
    header: 'Row in the file',
    width: 260,
    grow: 2,
    cell: (row) => (
      <span className={classes.raw} dir="auto" title={row.raw ?? ''}>
        {row.raw}
      </span>
    ),
  };
  switch (group) {
    case 'rejected':
      return [line, reason, column, raw];
    case 'conflict':
      return [line, name, reason, column, changes];
    case 'unchanged':
      return [line, name];
    default:
      return [line, name, changes];
  }
}

/** The name of a new contact is beside them. */
const NAME = new Set(['firstName', 'lastName']);

function Changes({ row, isNew, label }: { row: RehearsedRow; isNew: boolean; label: (field: string) => string }) {
  const changes = isNew ? row.changes.filter(({ field }) => !NAME.has(field)) : row.changes;
  const title = row.changes.map(({ field, from, to }) => `${label(field)}: ${isNew ? '' : `${from ?? '(empty)'} → `}${to ?? '(empty)'}`);
  return (
    <span title={title.join('\n')}>
      {changes.map(({ field, from, to }, i) => (
        <span key={`${field}-${i}`}>
          {i > 0 && ' · '}
          <span className={classes.changed}>{label(field)}</span>{' '}
          {!isNew && (
            <>
              <del className={classes.before} dir="auto">
                {from ?? 'empty'}
              </del>
              {' → '}
            </>
          )}
          <span dir="auto">{to ?? 'empty'}</span>
        </span>
      ))}
    </span>
  );
}

function labelOf(field: string, run: ContactImport, fields: readonly FieldTarget[]): string {
  if (field === 'furtherPhone') return 'Further phone';
  if (field === 'furtherEmail') return 'Further email';
  const newField = run.columns.find(({ target }) => target === field)?.newField ?? null;
  return targetLabel({ target: field, newField }, fields);
}
