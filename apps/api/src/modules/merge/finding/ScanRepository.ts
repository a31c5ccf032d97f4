import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { isPostgres, queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';

export type IdPair = readonly [string, string];

/** A row of a walk through all contacts of a workspace in the order of one column. */
export interface WalkRow {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly sortName: string | null;
  readonly sortCompany: string | null;
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
}

export type WalkColumn = 'sort_name' | 'email_key';

/** What the search for duplicates reads of a whole workspace, beside everyone else. */
@Injectable()
export class ScanRepository {
  /** Pairs that share an address or number: one of them, or both, as a further one. A primary one is unique. */
  async sharedPoints(ctx: WorkspaceContext, limit: number): Promise<IdPair[]> {
    const sharedWithPrimary = (kind: 'email' | 'phone', column: 'email_key' | 'phone_e164'): SqlFragment => {
      const key = sql.raw(`c.${column}`);
      return sql`SELECT p.contact_id AS a, c.id AS b FROM contact_points p JOIN base_contacts c ON c.workspace_id = ${ctx.workspaceId} AND ${key} = p.point_key
          AND ${key} IS NOT NULL AND c.deleted_at IS NULL AND c.id <> p.contact_id WHERE p.workspace_id = ${ctx.workspaceId} AND p.kind = ${kind}`;
    };
    const sharedFurther = sql`SELECT p.contact_id AS a, o.contact_id AS b FROM contact_points p JOIN contact_points o ON o.workspace_id = ${ctx.workspaceId} AND o.kind = p.kind
      AND o.point_key = p.point_key AND o.contact_id > p.contact_id WHERE p.workspace_id = ${ctx.workspaceId}`;
    const all = sql.join([sharedWithPrimary('email', 'email_key'), sharedWithPrimary('phone', 'phone_e164'), sharedFurther], ' UNION ');
    const rows = await queryRowsAside<{ a: string; b: string }>(ctx.manager, sql`SELECT a, b FROM (${all}) x LIMIT ${limit}`);
    return rows.map(({ a, b }) => inOrder(a, b));
  }

  /**
   * Contacts of one name and one company: each with the oldest of them. On SQLite the index tells which names are shared, and only rows of
   * these are read for their companies. PostgreSQL sorts all of them once: where it has not counted a table yet, it takes the names that
   * are shared for few, and looks through all of them for each contact.
   */
  async sameNameAndCompany(ctx: WorkspaceContext, limit: number): Promise<IdPair[]> {
    const named = sql`workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND sort_name IS NOT NULL`;
    const shared = sql`SELECT sort_name FROM base_contacts WHERE ${named} GROUP BY sort_name HAVING COUNT(*) > 1`;
    const rows = await queryRowsAside<{ a: string; b: string }>(
      ctx.manager,
      sql`SELECT a, b FROM (SELECT MIN(id) OVER (PARTITION BY sort_name, sort_company) AS a, id AS b FROM base_contacts
            WHERE ${named} AND sort_company IS NOT NULL ${sql.if(!isPostgres(ctx.manager), sql`AND sort_name IN (${shared})`)}) x
          WHERE a <> b LIMIT ${limit}`,
    );
    return rows.map(({ a, b }) => inOrder(a, b));
  }

  /** The next rows of the walk. */
  walk(ctx: WorkspaceContext, column: WalkColumn, after: readonly [string, string] | null, limit: number): Promise<WalkRow[]> {
    const name = sql.raw(column);
    return queryRowsAside<WalkRow>(
      ctx.manager,
      sql`SELECT id, first_name AS "firstName", last_name AS "lastName", sort_name AS "sortName", sort_company AS "sortCompany", email_key AS "emailKey", phone_e164 AS "phoneE164"
          FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND ${name} IS NOT NULL
            ${sql.if(after, () => sql`AND (${name}, id) > (${after?.[0] ?? ''}, ${after?.[1] ?? ''})`)} ORDER BY ${name}, id LIMIT ${limit}`,
    );
  }
}

function inOrder(a: string, b: string): IdPair {
  return a < b ? [a, b] : [b, a];
}
