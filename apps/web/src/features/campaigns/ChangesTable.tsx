import type { Approval } from './campaignQueries';
import { fieldWord } from './changeWords';
import classes from './Review.module.css';

/** What is different from what was approved, field by field. */
export function ChangesTable({ changes }: { changes: Approval['changes'] }) {
  return (
    <div className={classes.tableScroll} tabIndex={0} role="group" aria-label="Changes since approval was requested">
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row">{fieldWord(change.field)}</th>
              <td dir="auto">
                <del>{change.was ?? 'nothing'}</del>
              </td>
              <td dir="auto">
                <ins>{change.is ?? 'nothing'}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
