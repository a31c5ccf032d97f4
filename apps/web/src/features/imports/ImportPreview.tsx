import type { ContactImport } from './importQueries';
import { IGNORE, targetLabel, type FieldTarget } from './mapping';
import classes from './Mapping.module.css';

const ROWS = 5;

/** The sample rows, in the columns they will fill. */
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
          {run.sampleRows.slice(0, ROWS).map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.index} dir="auto">
                  {row[column.index] || <span className={classes.none}>–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
