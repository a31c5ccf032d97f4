import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit, toPage } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import { isScope, type Scope } from '../../platform/security/scopes.js';
import type { ApiKeyTimes } from './apiKeyState.js';

/** A key as stored, with who made it. */
export interface ApiKey extends ApiKeyTimes {
  readonly id: string;
  readonly prefix: string;
  readonly description: string;
  readonly scopes: readonly Scope[];
  readonly userId: string;
  readonly makerName: string;
  readonly isMakerMember: boolean;
  readonly lastUsedAddress: string | null;
  readonly lastUsedRoute: string | null;
}

export interface ApiKeyWrite {
  readonly id: string;
  readonly prefix: string;
  readonly hash: string;
  readonly userId: string;
  readonly description: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

interface Row extends Omit<ApiKey, 'scopes' | 'isMakerMember'> {
  readonly scopes: string;
  readonly memberId: string | null;
}

/** The only file that queries keys for people; the guard finds them for requests (platform/security/ApiKeys.ts). */
@Injectable()
export class ApiKeyRepository {
  async list(ctx: WorkspaceContext, { limit, cursor }: PageQuery): Promise<Page<ApiKey>> {
    const rows = await queryRows<Row>(
      ctx.manager,
      sql`${selectFrom(ctx)} ${afterCursor({ 'k.id': 'text' }, cursor, 'desc')} ${orderAndLimit({ 'k.id': 'text' }, 'desc', limit)}`,
    );
    return toPage(rows, limit, (row) => [row.id], toKey);
  }

  async find(ctx: WorkspaceContext, id: string): Promise<ApiKey | null> {
    const row = await queryOne<Row>(ctx.manager, sql`${selectFrom(ctx)} AND k.id = ${id}`);
    return row && toKey(row);
  }

  async countLive(ctx: WorkspaceContext, now: string): Promise<number> {
    const row = await queryOne<{ count: number | string }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM api_keys k WHERE ${liveIn(ctx, now)}`,
    );
    return Number(row?.count ?? 0);
  }

  async insert(ctx: WorkspaceContext, key: ApiKeyWrite): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO api_keys (id, workspace_id, user_id, prefix, key, description, scopes, created_at, expires_at, is_active)
          VALUES (${key.id}, ${ctx.workspaceId}, ${key.userId}, ${key.prefix}, ${key.hash}, ${key.description}, ${JSON.stringify(key.scopes)},
            ${key.createdAt}, ${key.expiresAt}, ${true})`,
    );
  }

  /** False when the key is no longer live, or its scopes are no longer `before`. */
  async update(
    ctx: WorkspaceContext,
    id: string,
    change: { description: string; scopes: readonly Scope[]; before: readonly Scope[]; now: string },
  ): Promise<boolean> {
    const updated = await execute(
      ctx.manager,
      sql`UPDATE api_keys AS k SET description = ${change.description}, scopes = ${JSON.stringify(change.scopes)}
          WHERE k.id = ${id} AND ${liveIn(ctx, change.now)} AND k.scopes = ${JSON.stringify(change.before)}`,
    );
    return updated === 1;
  }

  /** False when the key is not live or was replaced before. It ends at `until`, or earlier if it would anyway. */
  async replace(ctx: WorkspaceContext, id: string, by: { newId: string; until: string; now: string }): Promise<boolean> {
    const replaced = await execute(
      ctx.manager,
      sql`UPDATE api_keys AS k SET replaced_by = ${by.newId},
            expires_at = CASE WHEN k.expires_at IS NOT NULL AND k.expires_at < ${by.until} THEN k.expires_at ELSE ${by.until} END
          WHERE k.id = ${id} AND ${liveIn(ctx, by.now)} AND k.replaced_by IS NULL`,
    );
    return replaced === 1;
  }

  /** False when it was revoked before. */
  async revoke(ctx: WorkspaceContext, id: string, now: string): Promise<boolean> {
    const revoked = await execute(
      ctx.manager,
      sql`UPDATE api_keys SET revoked_at = ${now}, is_active = ${false} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND revoked_at IS NULL`,
    );
    return revoked === 1;
  }
}

function selectFrom(ctx: WorkspaceContext): SqlFragment {
  return sql`SELECT k.id, k.prefix, k.description, k.scopes, k.user_id AS "userId", u.name AS "makerName", m.user_id AS "memberId",
      k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt", k.replaced_by AS "replacedById",
      k.last_used_at AS "lastUsedAt", k.last_used_ip AS "lastUsedAddress", k.last_used_route AS "lastUsedRoute"
    FROM api_keys k JOIN users u ON u.id = k.user_id
      LEFT JOIN workspace_members m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id
    WHERE k.workspace_id = ${ctx.workspaceId}`;
}

function liveIn(ctx: WorkspaceContext, now: string): SqlFragment {
  return sql`k.workspace_id = ${ctx.workspaceId} AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${now})`;
}

function toKey({ scopes, memberId, ...row }: Row): ApiKey {
  return { ...row, scopes: (JSON.parse(scopes) as string[]).filter(isScope), isMakerMember: memberId !== null };
}
