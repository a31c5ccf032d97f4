import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { Audience } from './CampaignRow.js';
import type { SkipReason } from './RecipientDtos.js';

export interface AudienceMember {
  readonly contactId: string;
  readonly email: string | null;
  readonly emailKey: string | null;
  /** Null: will get the message. */
  readonly skipReason: SkipReason | null;
}

export interface AudienceCount {
  readonly skipReason: SkipReason | null;
  readonly count: number;
}

/**
 * Who a campaign reaches, and why somebody is left out. It joins contacts, lists and suppressions and therefore reads tables
 * of other modules: as one statement it stays true at one moment and fast at a million rows.
 */
@Injectable()
export class AudienceRepository {
  /**
   * Everybody on the lists, in the order of their ids, from after `cursor` on. Trashed and excluded people are listed with their
   * reason. Read beside everything else: whoever walks a large audience keeps nobody waiting. CROSS JOIN holds SQLite to the order of reading: it would walk all contacts and look for each of them on the page.
   */
  async listMembers(ctx: WorkspaceContext, named: Audience, cursor: string | null, limit: number): Promise<AudienceMember[]> {
    const audience = await this.living(ctx, named);
    return queryRowsAside<AudienceMember>(
      ctx.manager,
      sql`SELECT c.id AS "contactId", c.primary_email AS email, c.email_key AS "emailKey", ${reasonOf(ctx, audience)} AS "skipReason"
          FROM ${pageOfMatched(ctx, audience, cursor, limit)} AS page CROSS JOIN base_contacts c
          WHERE c.id = page.id AND c.workspace_id = ${ctx.workspaceId} ORDER BY page.id`,
    );
  }

  async countByReason(ctx: WorkspaceContext, named: Audience): Promise<AudienceCount[]> {
    const audience = await this.living(ctx, named);
    return queryRowsAside<AudienceCount>(
      ctx.manager,
      sql`SELECT "skipReason", COUNT(*) AS count FROM (SELECT ${reasonOf(ctx, audience)} AS "skipReason" FROM base_contacts c WHERE ${isMatched(ctx, audience)}) AS members
          GROUP BY "skipReason"`,
    );
  }

  /** How many of those who will get the message have an address with letters beyond ASCII before the @. The key's domain is ASCII. */
  async countUtf8(ctx: WorkspaceContext, named: Audience): Promise<number> {
    const audience = await this.living(ctx, named);
    const [row] = await queryRowsAside<{ count: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM base_contacts c WHERE ${isMatched(ctx, audience)} AND octet_length(c.email_key) <> length(c.email_key)
          AND ${reasonOf(ctx, audience)} IS NULL`,
    );
    return Number(row?.count ?? 0);
  }

  /** Names of the lists that exist in this workspace. */
  async listNames(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM contact_lists WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** A deleted list is emptied in the background: it counts as empty from the moment of its deletion. */
  private async living(ctx: WorkspaceContext, { listIds, excludeListIds, ...audience }: Audience): Promise<Audience> {
    const names = await this.listNames(ctx, [...listIds, ...excludeListIds]);
    const isThere = (id: string): boolean => names.has(id);
    return { ...audience, listIds: listIds.filter(isThere), excludeListIds: excludeListIds.filter(isThere) };
  }
}

/** By the ids on the lists, so that the statement costs what the lists hold and not what the workspace holds. */
function isMatched(ctx: WorkspaceContext, audience: Audience): SqlFragment {
  return sql`c.workspace_id = ${ctx.workspaceId} AND c.id IN (SELECT a.contact_id FROM contact_list_assignments a WHERE a.list_id IN (${sql.list(audience.listIds)}))`;
}

/**
 * One page of the people on the lists. A single list is read along its own index. Several are found by walking the contacts: sorting
 * their union anew for every page would cost the square of its size.
 */
function pageOfMatched(ctx: WorkspaceContext, { listIds }: Audience, cursor: string | null, limit: number): SqlFragment {
  const [only] = listIds;
  if (listIds.length === 1 && only !== undefined) {
    return sql`(SELECT a.contact_id AS id FROM contact_list_assignments a WHERE a.list_id = ${only} ${sql.if(cursor, sql`AND a.contact_id > ${cursor}`)}
      ORDER BY a.contact_id LIMIT ${sql.raw(String(limit))})`;
  }
  return sql`(SELECT w.id FROM base_contacts w WHERE w.workspace_id = ${ctx.workspaceId} ${sql.if(cursor, sql`AND w.id > ${cursor}`)}
      AND EXISTS (SELECT 1 FROM contact_list_assignments a WHERE a.contact_id = w.id AND a.list_id IN (${sql.list(listIds)}))
      ORDER BY w.id LIMIT ${sql.raw(String(limit))})`;
}

function isExcluded(audience: Audience): SqlFragment {
  if (audience.excludeListIds.length === 0) return sql`1 = 0`;
  return sql`EXISTS (SELECT 1 FROM contact_list_assignments x WHERE x.contact_id = c.id AND x.list_id IN (${sql.list(audience.excludeListIds)}))`;
}

/** The first reason that applies, strictest knowledge about the person first. */
function reasonOf(ctx: WorkspaceContext, audience: Audience): SqlFragment {
  return sql`CASE
    WHEN c.deleted_at IS NOT NULL THEN 'trashed'
    WHEN ${isExcluded(audience)} THEN 'excludedList'
    WHEN c.email_key IS NULL OR c.primary_email IS NULL THEN 'noEmail'
    ELSE (SELECT s.reason FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.address_key = c.email_key)
  END`;
}
