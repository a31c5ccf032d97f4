import { sql } from '../../platform/database/sql.js';
/** The columns of a ContactRow, from `c`. */ export const contactColumns = sql`c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail",
  c.primary_phone AS "primaryPhone", c.company, c.created_on AS "createdOn", c.updated_at AS "updatedAt", c.deleted_at AS "deletedAt", c.version,
  (SELECT s.reason FROM suppressions s WHERE s.workspace_id = c.workspace_id AND s.channel = 'email' AND s.address_key = c.email_key) AS suppression`;
export function statusOf(row) {
    if (row.primaryEmail === null) return 'noEmail';
    if (row.suppression === null) return 'subscribed';
    return row.suppression === 'manual' ? 'unsubscribed' : row.suppression;
}
