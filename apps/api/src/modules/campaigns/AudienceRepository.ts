import { Injectable } from '@nestjs/common';
import type { RuleTree } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import { ContactQueryService } from '../contacts/ContactQueryService.js';
import type { ContactQuery } from '../contacts/public.js';
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
 * Who a campaign reaches, and why somebody is left out. Whom it means is a query of contacts; the reasons join suppressions, and
 * therefore read tables of other modules: as one statement it stays true at one moment and fast at a million rows.
 */
@Injectable()
export class AudienceRepository {
  constructor(private readonly queries: ContactQueryService) {}

  /**
   * Everybody on the lists, in the order of their ids, from after `cursor` on. Trashed and excluded people are listed with their
   * reason. Read beside everything else: whoever walks a large audience keeps nobody waiting. CROSS JOIN holds SQLite to the order of reading: it would walk all contacts and look for each of them on the page.
   */
  async listMembers(ctx: WorkspaceContext, audience: Audience, cursor: string | null, limit: number): Promise<AudienceMember[]> {
    const { meant, reason } = await this.compile(ctx, audience);
    return queryRowsAside<AudienceMember>(
      ctx.manager,
      sql`SELECT c.id AS "contactId", c.primary_email AS email, c.email_key AS "emailKey", ${reason} AS "skipReason"
          FROM (${meant.pageOfIds(cursor, limit)}) AS page CROSS JOIN base_contacts c
          WHERE c.id = page.id AND c.workspace_id = ${ctx.workspaceId} ORDER BY page.id`,
    );
  }

  async countByReason(ctx: WorkspaceContext, audience: Audience): Promise<AudienceCount[]> {
    const { meant, reason } = await this.compile(ctx, audience);
    return queryRowsAside<AudienceCount>(
      ctx.manager,
      sql`SELECT "skipReason", COUNT(*) AS count FROM (SELECT ${reason} AS "skipReason" FROM base_contacts c WHERE ${meant.whereInSet}) AS members
          GROUP BY "skipReason"`,
    );
  }

  /** How many of those who will get the message have an address with letters beyond ASCII before the @. The key's domain is ASCII. */
  async countUtf8(ctx: WorkspaceContext, audience: Audience): Promise<number> {
    const { meant, reason } = await this.compile(ctx, audience);
    const [row] = await queryRowsAside<{ count: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM base_contacts c WHERE ${meant.whereInSet} AND octet_length(c.email_key) <> length(c.email_key)
          AND ${reason} IS NULL`,
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

  /** The trash is asked about too, so that whoever is in it is listed with the reason. */
  private async compile(
    ctx: WorkspaceContext,
    { listIds, excludeListIds }: Audience,
  ): Promise<{ meant: ContactQuery; reason: SqlFragment }> {
    const meant = await this.queries.prepare(ctx, onLists(listIds), 'any');
    const excluded = await this.queries.prepare(ctx, onLists(excludeListIds), 'any');
    return { meant, reason: reasonOf(ctx, excluded.condition) };
  }
}

function onLists(listIds: readonly string[]): RuleTree {
  return { rule: 'inList', with: { listIds } };
}

/** The first reason that applies, strictest knowledge about the person first. */
function reasonOf(ctx: WorkspaceContext, isExcluded: SqlFragment): SqlFragment {
  return sql`CASE
    WHEN c.deleted_at IS NOT NULL THEN 'trashed'
    WHEN ${isExcluded} THEN 'excludedList'
    WHEN c.email_key IS NULL OR c.primary_email IS NULL THEN 'noEmail'
    ELSE (SELECT s.reason FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.address_key = c.email_key)
  END`;
}
