import { formatDay, formatExact } from '../../shared/format/format';
import type { ContactImport } from './importQueries';
import { IGNORE, isDateColumn, targetLabel, type FieldTarget, type ImportColumn } from './mapping';
import classes from './Mapping.module.css';

const ROWS = 5;

type PreviewCell = ContactImport['preview'][number]['cells'][number];

/** The first rows as they will be stored, in the columns they will fill. */
export function ImportPreview({ run, fields }: { run: ContactImport; fields: readonly FieldTarget[] }) {
  const columns = run.columns.filter(({ target }) => target !== IGNORE);
  if (columns.length === 0) return <p className={classes.sectionText}>No column is imported yet.</p>;
  return (
    <div className={classes.preview} role="group" aria-label="First rows" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.index} scope="col" dir="auto">
                {targetLabel(column, fields)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {run.preview.slice(0, ROWS).map(({ cells }, row) => (
            <tr key={row}>
              {columns.map((column) => (
                <td key={column.index} dir="auto">
                  <Cell
                    cell={cells.find(({ index }) => index === column.index)}
                    written={run.sampleRows[row]?.[column.index] ?? ''}
                    column={column}
                    isDate={isDateColumn(column, fields)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  cell,
  written,
  column,
  isDate,
}: {
  cell: PreviewCell | undefined;
  written: string;
  column: ImportColumn;
  isDate: boolean;
}) {
  if (cell?.problem) {
    return (
      <span className={classes.unread} title={cell.problem}>
        {written}{' '}
        {column.needsDateOrder ? (
          <span className={classes.openNote}>not decided</span>
        ) : (
          <span className={classes.unreadNote}>not imported</span>
        )}
      </span>
    );
  }
  const value = cell?.value ?? null;
  if (value === null) return <span className={classes.none}>–</span>;
  if (!isDate) return value;
  return <span title={written}>{column.target === 'createdOn' ? formatExact(value) : formatDay(value)}</span>;
}
