import { sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ContactStatus } from './contactFilters.js';
import type { ContactFields } from './normalizeContact.js';

export interface ContactRow extends ContactFields {
  readonly id: string;
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
  /** The reason of the address's suppression, if it has one. */
  readonly suppression: 'unsubscribed' | 'bounced' | 'complained' | 'manual' | null;
  readonly createdOn: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
  readonly version: number;
}

/** The columns of a ContactRow, from `c`. */
export const contactColumns = sql`c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail",
  c.primary_phone AS "primaryPhone", c.company, c.email_key AS "emailKey", c.phone_e164 AS "phoneE164", c.created_on AS "createdOn", c.updated_at AS "updatedAt", c.deleted_at AS "deletedAt", c.version,
  (SELECT s.reason FROM suppressions s WHERE s.workspace_id = c.workspace_id AND s.channel = 'email' AND s.address_key = c.email_key) AS suppression`;

export function statusOf(row: Pick<ContactRow, 'primaryEmail' | 'suppression'>): ContactStatus {
  if (row.primaryEmail === null) return 'noEmail';
  if (row.suppression === null) return 'subscribed';
  return row.suppression === 'manual' ? 'unsubscribed' : row.suppression;
}

/** First and last name of a row of `base_contacts` as `fullName` (libs/common) writes them, for a search that has to read them. */
export function fullNameOf(alias: string): SqlFragment {
  return sql.raw(`COALESCE(${alias}.first_name, '') || ' ' || COALESCE(${alias}.last_name, '')`);
}
