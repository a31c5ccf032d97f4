import classes from './Audit.module.css';
import type { AuditEntry } from './auditQueries';
import { plainValue } from './plainValue';

/** Field by field what was there and what is there now; for screen readers as a table. */
export function Changes({ changes }: { changes: AuditEntry['changes'] }) {
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, label, before, after }) => (
          <tr key={field}>
            <th scope="row">{label}</th>
            <td dir="auto" data-label="Before">
              {before === null ? <span className={classes.empty}>empty</span> : <del>{plainValue(field, before)}</del>}
            </td>
            <td dir="auto" data-label="After">
              {after === null ? <span className={classes.empty}>empty</span> : <ins>{plainValue(field, after)}</ins>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
