import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, isPostgres, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import { CONTACT_COLUMNS, contactValues } from './contactColumns.js';
import { ContactFigures } from './ContactFigures.js';
import { ContactRepository } from './ContactRepository.js';
import type { ContactRow } from './contactRows.js';
import type { ContactFields, ContactKeys } from './normalizeContact.js';

export interface NewContact {
  readonly id: string;
  readonly fields: ContactFields;
  readonly keys: ContactKeys;
  readonly createdBy: string | null;
  readonly now: string;
}

interface Inserted {
  readonly row: ContactRow;
  /** Whether anybody was erased here, so that nobody asks in vain. */
  readonly knowsErased: boolean;
}

type Answer = Pick<ContactRow, 'suppression'> & { readonly knowsErased: boolean | number };

/** Contacts added one by one are put into the search index in groups of so many. */
const INDEX_EVERY = 64;

const COLUMNS: readonly string[] = ['id', 'created_on', ...CONTACT_COLUMNS, 'created_by', 'updated_at'];
const names = sql.raw(COLUMNS.join(', '));
const shape = sql.raw(COLUMNS.map((column) => `${column} text`).join(', '));

/** Adds contacts as people and programs do, one by one or several at one moment. Those of an import go through ContactBatchService. */
@Injectable()
export class ContactInserts {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly figures: ContactFigures,
  ) {}

  /** Null when a live contact has the same address or number. */
  async insert(ctx: WorkspaceContext, contact: NewContact): Promise<Inserted | null> {
    const answer = await queryOne<Answer & { searchId: number }>(
      ctx.manager,
      sql`INSERT INTO base_contacts (workspace_id, ${names}) VALUES (${ctx.workspaceId}, ${sql.join(
        valuesOf(contact).map((value) => sql`${value}`),
        ', ',
      )}) ON CONFLICT DO NOTHING
          RETURNING ${sql.raw(isPostgres(ctx.manager) ? '0' : 'search_id')} AS "searchId", ${answerOf(ctx, sql`${contact.keys.emailKey}`)}`,
    );
    if (!answer) return null;
    this.figures.added(ctx, [contact.now]);
    // Adding one row to the search index costs nearly as much as adding sixty, and rows above its mark are found by reading them.
    if (answer.searchId % INDEX_EVERY === INDEX_EVERY - 1) await this.contacts.indexNewest(ctx, 2 * INDEX_EVERY);
    return { row: rowOf(contact, answer), knowsErased: Boolean(answer.knowsErased) };
  }

  /**
   * Answers those that were added, by id: whoever is missing has an address or number that a live contact or another of them has. What
   * stays is counted by the caller. PostgreSQL alone.
   */
  async insertMany(ctx: WorkspaceContext, contacts: readonly NewContact[]): Promise<Map<string, Inserted>> {
    // Two groups with the same addresses wait for each other at most once when both take them in the same order.
    const rows = contacts
      .map((contact) => Object.fromEntries(valuesOf(contact).map((value, at) => [COLUMNS[at] ?? '', value])))
      .sort((a, b) => compare(a['email_key'] ?? '', b['email_key'] ?? ''));
    const answers = await queryRows<Answer & { id: string }>(
      ctx.manager,
      sql`INSERT INTO base_contacts (workspace_id, ${names}) SELECT ${ctx.workspaceId}, ${names} FROM json_to_recordset(${JSON.stringify(rows)}) AS r(${shape})
          ON CONFLICT DO NOTHING RETURNING id, ${answerOf(ctx, sql.raw('base_contacts.email_key'))}`,
    );
    const byId = new Map(contacts.map((contact) => [contact.id, contact]));
    return new Map(
      answers.flatMap((answer) => {
        const contact = byId.get(answer.id);
        return contact ? [[answer.id, { row: rowOf(contact, answer), knowsErased: Boolean(answer.knowsErased) }]] : [];
      }),
    );
  }

  /** Takes back what `insertMany` has just added, in the same unit of work. */
  async discard(ctx: WorkspaceContext, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await execute(ctx.manager, sql`DELETE FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`);
  }
}

function answerOf({ workspaceId }: WorkspaceContext, emailKey: SqlFragment): SqlFragment {
  return sql`(SELECT s.reason FROM suppressions s WHERE s.workspace_id = ${workspaceId} AND s.channel = 'email' AND s.address_key = ${emailKey}) AS suppression,
    EXISTS (SELECT 1 FROM erased_addresses e WHERE e.workspace_id = ${workspaceId}) AS "knowsErased"`;
}

/** In the order of COLUMNS. */
function valuesOf({ id, fields, keys, createdBy, now }: NewContact): (string | null)[] {
  return [id, now, ...contactValues(fields, keys), createdBy, now];
}

function rowOf({ id, fields, keys, now }: NewContact, { suppression }: Answer): ContactRow {
  return {
    id,
    ...fields,
    emailKey: keys.emailKey,
    phoneE164: keys.phoneE164,
    suppression,
    createdOn: now,
    updatedAt: now,
    deletedAt: null,
    version: 1,
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
