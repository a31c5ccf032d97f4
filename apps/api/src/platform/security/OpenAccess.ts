import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../context/Context.js';
import { queryOne, sql } from '../database/sql.js';
import { Clock } from '../time/Clock.js';

/** Whether what AccessGuard once let in would be let in now: for streams that outlive the request that opened them. */
@Injectable()
export class OpenAccess {
  constructor(private readonly clock: Clock) {}

  async isStillOpen({ actor, workspaceId, manager }: WorkspaceContext): Promise<boolean> {
    const now = this.clock.now();
    const membership = sql`JOIN workspace_members m ON m.user_id = a.user_id AND m.workspace_id = ${workspaceId}
      JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL`;
    switch (actor.type) {
      case 'user':
        return (
          (await queryOne(
            manager,
            sql`SELECT a.id FROM sessions a ${membership} WHERE a.id = ${actor.sessionId} AND a.expires_at > ${now}`,
          )) !== null
        );
      case 'key':
        return (
          (await queryOne(
            manager,
            sql`SELECT a.id FROM api_keys a ${membership}
                WHERE a.id = ${actor.keyId} AND a.is_active = ${true} AND a.revoked_at IS NULL AND (a.expires_at IS NULL OR a.expires_at > ${now})`,
          )) !== null
        );
      case 'job':
      case 'public':
      case 'system':
        return false;
    }
  }
}
