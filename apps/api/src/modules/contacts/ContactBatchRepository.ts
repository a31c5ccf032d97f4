import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { executeForEach, isPostgres, queryRows, sql } from '../../platform/database/sql.js';
import type { ContactFields, ContactKeys } from './normalizeContact.js';

/** A contact as a batch finds it or leaves it. */
export interface BatchContact {
  readonly id: string;
  readonly fields: ContactFields;
  readonly keys: ContactKeys;
}

export interface NewBatchContact extends BatchContact {
  readonly createdOn: string;
}

interface FoundRow extends ContactFields {
  readonly id: string;
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
}

const LOOKUP = 500;

const COLUMNS = [
  'id',
  'workspace_id',
  'created_on',
  'first_name',
  'last_name',
  'primary_email',
  'primary_phone',
  'company',
  'email_key',
  'phone_e164',
  'sort_name',
  'sort_company',
  'search_text',
  'source_import_id',
  'updated_at',
] as const;
const CHANGED = [
  'first_name',
  'last_name',
  'primary_email',
  'primary_phone',
  'company',
  'email_key',
  'phone_e164',
  'sort_name',
  'sort_company',
  'search_text',
  'updated_at',
] as const;

const insertOne = `INSERT INTO base_contacts (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`;
const updateOne = `UPDATE base_contacts SET ${CHANGED.map((column) => `${column} = ?`).join(', ')}, version = version + 1 WHERE id = ? AND workspace_id = ?`;
const insertMany = `INSERT INTO base_contacts (${COLUMNS.join(', ')}) SELECT ${COLUMNS.join(', ')} FROM json_to_recordset($1) AS r(${COLUMNS.map((column) => `${column} text`).join(', ')})
  ON CONFLICT DO NOTHING RETURNING id`;
const updateMany = `UPDATE base_contacts c SET ${CHANGED.map((column) => `${column} = r.${column}`).join(', ')}, version = c.version + 1
  FROM json_to_recordset($1) AS r(id text, ${CHANGED.map((column) => `${column} text`).join(', ')}) WHERE c.id = r.id AND c.workspace_id = $2`;

/**
 * Thousands of contacts in few statements. The engines want different shapes: one JSON document per batch saves PostgreSQL
 * its round trips, while SQLite, in the same process, is fastest with one prepared statement per row (json_each and long
 * VALUES lists measured slower).
 */
@Injectable()
export class ContactBatchRepository {
  async find(ctx: WorkspaceContext, by: 'email_key' | 'phone_e164', keys: readonly string[]): Promise<FoundRow[]> {
    const column = sql.raw(by);
    const found: FoundRow[] = [];
    for (let start = 0; start < keys.length; start += LOOKUP) {
      found.push(
        ...(await queryRows<FoundRow>(
          ctx.manager,
          sql`SELECT id, first_name AS "firstName", last_name AS "lastName", primary_email AS "primaryEmail", primary_phone AS "primaryPhone", company,
                email_key AS "emailKey", phone_e164 AS "phoneE164" FROM base_contacts
              WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND ${column} IS NOT NULL AND ${column} IN (${sql.list(keys.slice(start, start + LOOKUP))})`,
        )),
      );
    }
    return found;
  }

  /** Answers the ids that were written; one is missing when somebody else took its address or number at this very moment. */
  async insert(ctx: WorkspaceContext, contacts: readonly NewBatchContact[], importId: string | null, now: string): Promise<Set<string>> {
    const written = new Set(contacts.map((contact) => contact.id));
    const rows = contacts.map(({ id, createdOn, fields, keys }) => [
      id,
      ctx.workspaceId,
      createdOn,
      ...fieldValues(fields),
      ...keyValues(keys),
      importId,
      now,
    ]);
    if (!isPostgres(ctx.manager)) {
      await executeForEach(ctx.manager, insertOne, rows);
      return written;
    }
    if (rows.length === 0) return written;
    const inserted = await ctx.manager.query<{ id: string }[]>(insertMany, [
      JSON.stringify(rows.map((row) => Object.fromEntries(COLUMNS.map((column, at) => [column, row[at]])))),
    ]);
    return new Set(inserted.map((row) => row.id));
  }

  async update(ctx: WorkspaceContext, contacts: readonly BatchContact[], now: string): Promise<void> {
    const rows = contacts.map(({ id, fields, keys }) => [...fieldValues(fields), ...keyValues(keys), now, id, ctx.workspaceId]);
    if (!isPostgres(ctx.manager)) return executeForEach(ctx.manager, updateOne, rows);
    if (rows.length === 0) return;
    const named = rows.map((row) => Object.fromEntries([...CHANGED, 'id'].map((column, at) => [column, row[at]])));
    await ctx.manager.query(updateMany, [JSON.stringify(named), ctx.workspaceId]);
  }
}

function fieldValues({ firstName, lastName, primaryEmail, primaryPhone, company }: ContactFields): (string | null)[] {
  return [firstName, lastName, primaryEmail, primaryPhone, company];
}

function keyValues({ emailKey, phoneE164, sortName, sortCompany, searchText }: ContactKeys): (string | null)[] {
  return [emailKey, phoneE164, sortName, sortCompany, searchText];
}
