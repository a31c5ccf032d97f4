import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Context, Role } from '../context/Context.js';
import { execute, queryOneShort, queryRows, sql } from '../database/sql.js';
import { Clock, nowIso } from '../time/Clock.js';
import { isScope, type Scope } from './scopes.js';
import { hashToken } from './tokens.js';

/** `rk_<prefix>_<secret>`: the prefix is public and finds the key, the secret is stored as its hash alone. */
const FORM = /^rk_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;
/** Use is noted at most this often, so that reading does not write. */
const NOTED_MS = 60_000;

/** What a live key opens. */
export interface KeyAccess {
  readonly keyId: string;
  readonly userId: string;
  readonly workspaceId: string;
  readonly scopes: readonly Scope[];
  /** The role that the key's maker has in the workspace now. Whoever is no longer a member leaves dead keys behind. */
  readonly role: Role;
  readonly workspaceDeletedAt: string | null;
  readonly lastUsedAt: string | null;
}

interface KeyRow {
  id: string;
  user_id: string;
  workspace_id: string;
  hash: string;
  scopes: string;
  expires_at: string | null;
  is_active: number | boolean;
  revoked_at: string | null;
  last_used_at: string | null;
  role: Role;
  deleted_at: string | null;
}

/** Keys of programs, looked up by their public part with one query. */
@Injectable()
export class ApiKeys {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Null for what is no key, a wrong secret, a key that has expired, was revoked or whose maker has left. */
  async find(text: string): Promise<KeyAccess | null> {
    const [, prefix, secret] = FORM.exec(text) ?? [];
    if (!prefix || !secret) return null;
    const row = await queryOneShort<KeyRow>(
      this.dataSource.manager,
      sql`SELECT k.id, k.user_id, k.workspace_id, k.key AS hash, k.scopes, k.expires_at, k.is_active, k.revoked_at, k.last_used_at, m.role, w.deleted_at
          FROM api_keys k JOIN workspaces w ON w.id = k.workspace_id
            JOIN workspace_members m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id
          WHERE k.prefix = ${prefix}`,
    );
    if (!isSame(hashToken(secret), row?.hash ?? hashToken(prefix)) || !row) return null;
    if (!row.is_active || row.revoked_at !== null || (row.expires_at !== null && row.expires_at <= nowIso(this.clock))) return null;
    return {
      keyId: row.id,
      userId: row.user_id,
      workspaceId: row.workspace_id,
      scopes: (JSON.parse(row.scopes) as string[]).filter(isScope),
      role: row.role,
      workspaceDeletedAt: row.deleted_at,
      lastUsedAt: row.last_used_at,
    };
  }

  /** For good, all that a person made, in one workspace or everywhere: they stay dead when the person comes back. Answers which. */
  async revokeAllOf(ctx: Context, userId: string, workspaceId?: string): Promise<string[]> {
    const revoked = await queryRows<{ id: string }>(
      ctx.manager,
      sql`UPDATE api_keys SET revoked_at = ${nowIso(this.clock)}, is_active = ${false}
          WHERE user_id = ${userId} AND revoked_at IS NULL ${sql.if(workspaceId, () => sql`AND workspace_id = ${workspaceId}`)} RETURNING id`,
    );
    return revoked.map(({ id }) => id);
  }

  /** Notes the time, address and route of a use, at most once a minute. */
  async noteUse(ctx: Context, key: KeyAccess, route: string): Promise<void> {
    const now = this.clock.now();
    if (key.lastUsedAt !== null && now.getTime() - Date.parse(key.lastUsedAt) < NOTED_MS) return;
    // Of many requests in the same moment one writes.
    await execute(
      ctx.manager,
      sql`UPDATE api_keys SET last_used_at = ${now}, last_used_ip = ${ctx.ip}, last_used_route = ${route}
          WHERE id = ${key.keyId} AND (last_used_at IS NULL OR last_used_at < ${new Date(now.getTime() - NOTED_MS)})`,
    );
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
