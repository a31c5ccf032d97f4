import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, isPostgres, queryRows, sql } from '../../platform/database/sql.js';
import { ContactFigures } from './ContactFigures.js';
import type { ContactFields, ContactKeys } from './normalizeContact.js';

/** A row as the database keeps it, by its columns: what puts it back as it was, with columns that later versions add. */
export type StoredRow = Readonly<Record<string, string | number | boolean | null>>;

/** The row number of SQLite's search index: a row that comes back gets a new one. */
const SEARCH_ID = 'search_id';

/** Whole rows of contacts and of their further addresses, for those that are merged. Inside the caller's unit of work. */
@Injectable()
export class ContactMergeRepository {
  constructor(private readonly figures: ContactFigures) {}

  /** The rows of this workspace, locked in the order of their ids: of two merges of one contact the second waits, and then sees the first. */
  async lock(ctx: WorkspaceContext, ids: readonly string[]): Promise<StoredRow[]> {
    const rows = await queryRows<StoredRow>(
      ctx.manager,
      sql`SELECT * FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) ORDER BY id ${sql.if(isPostgres(ctx.manager), sql`FOR UPDATE`)}`,
    );
    return rows.map(({ [SEARCH_ID]: _number, ...row }) => row);
  }

  listPoints(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<StoredRow[]> {
    return queryRows<StoredRow>(
      ctx.manager,
      sql`SELECT * FROM contact_points WHERE contact_id IN (${sql.list(contactIds)}) AND workspace_id || '' = ${ctx.workspaceId} ORDER BY id`,
    );
  }

  async insertPoints(ctx: WorkspaceContext, points: readonly StoredRow[]): Promise<void> {
    for (const point of points) await this.insert(ctx, 'contact_points', point);
  }

  async deletePoints(ctx: WorkspaceContext, contactId: string, ids: readonly string[]): Promise<void> {
    if (ids.length > 0)
      await execute(
        ctx.manager,
        sql`DELETE FROM contact_points WHERE id IN (${sql.list(ids)}) AND contact_id || '' = ${contactId} AND workspace_id || '' = ${ctx.workspaceId}`,
      );
  }

  /** For good: whatever mentions them has been moved. */
  async remove(ctx: WorkspaceContext, rows: readonly StoredRow[]): Promise<void> {
    const ids = rows.map((row) => String(row['id']));
    await execute(ctx.manager, sql`DELETE FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`);
    this.figures.removed(
      ctx,
      rows.map((row) => String(row['created_on'])),
    );
  }

  async putBack(ctx: WorkspaceContext, row: StoredRow): Promise<void> {
    await this.insert(ctx, 'base_contacts', row);
    this.figures.added(ctx, [String(row['created_on'])]);
  }

  async write(
    ctx: WorkspaceContext,
    id: string,
    { fields, keys, now }: { fields: ContactFields; keys: ContactKeys; now: string },
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE base_contacts SET first_name = ${fields.firstName}, last_name = ${fields.lastName}, primary_email = ${fields.primaryEmail},
            primary_phone = ${fields.primaryPhone}, company = ${fields.company}, email_key = ${keys.emailKey}, phone_e164 = ${keys.phoneE164},
            sort_name = ${keys.sortName}, sort_company = ${keys.sortCompany}, search_text = ${keys.searchText}, search_short = ${keys.searchShort},
            updated_at = ${now}, version = version + 1
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  private async insert(ctx: WorkspaceContext, table: 'base_contacts' | 'contact_points', row: StoredRow): Promise<void> {
    const names = Object.keys(row);
    await execute(
      ctx.manager,
      sql`INSERT INTO ${sql.raw(table)} (${sql.raw(names.join(', '))}) VALUES (${sql.list(names.map((name) => row[name] ?? null))})
          ${sql.if(table === 'contact_points', sql`ON CONFLICT DO NOTHING`)}`,
    );
  }
}
