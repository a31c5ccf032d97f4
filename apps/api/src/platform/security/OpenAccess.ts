import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Role, WorkspaceContext } from '../context/Context.js';
import { queryOne, sql } from '../database/sql.js';
import { Clock } from '../time/Clock.js';
import type { Scope } from './scopes.js';
import { Sessions } from './Sessions.js';

/**
 * Whether what AccessGuard once let in would be let in now: for streams that outlive the request that opened them. The same session
 * with the same token (rotating it shuts out whoever knew the old one), or the same key with the scope; and the same role.
 */
@Injectable()
export class OpenAccess {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  recheckOf(ctx: WorkspaceContext, request: FastifyRequest, scope: Scope): () => Promise<boolean> {
    const tokenHash = this.sessions.tokenHashOf(request);
    return async () => (await this.roleNow(ctx, tokenHash, scope)) === ctx.role;
  }

  private async roleNow({ actor, workspaceId, manager }: WorkspaceContext, tokenHash: string | null, scope: Scope): Promise<Role | null> {
    const now = this.clock.now();
    const membership = sql`JOIN workspace_members m ON m.user_id = a.user_id AND m.workspace_id = ${workspaceId}
      JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL`;
    switch (actor.type) {
      case 'user': {
        const row = await queryOne<{ role: Role }>(
          manager,
          sql`SELECT m.role FROM sessions a ${membership}
              WHERE a.id = ${actor.sessionId} AND a.token_hash = ${tokenHash ?? ''} AND a.expires_at > ${now}`,
        );
        return row?.role ?? null;
      }
      case 'key': {
        const row = await queryOne<{ role: Role; scopes: string }>(
          manager,
          sql`SELECT m.role, a.scopes FROM api_keys a ${membership}
              WHERE a.id = ${actor.keyId} AND a.is_active = ${true} AND a.revoked_at IS NULL AND (a.expires_at IS NULL OR a.expires_at > ${now})`,
        );
        return row && (JSON.parse(row.scopes) as string[]).includes(scope) ? row.role : null;
      }
      case 'job':
      case 'public':
      case 'system':
        return null;
    }
  }
}
