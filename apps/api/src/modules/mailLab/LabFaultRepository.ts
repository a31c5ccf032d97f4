import { Injectable } from '@nestjs/common';
import type { LabFault } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../platform/database/sql.js';

export interface LabFaultRow {
  readonly id: string;
  readonly fault: LabFault;
  /** Of a hundred messages. */
  readonly share: number;
  /** Part of the recipient, in lower case. Null: everyone. */
  readonly recipient: string | null;
  readonly most: number;
  readonly hits: number;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly endsAt: string;
}

/** The only file that queries mail_lab_faults. */
@Injectable()
export class LabFaultRepository {
  /** The one that is on. */
  find(ctx: WorkspaceContext, now: string): Promise<LabFaultRow | null> {
    return queryOne<LabFaultRow>(
      ctx.manager,
      sql`SELECT id, fault, share, recipient, most, hits, started_at AS "startedAt", ends_at AS "endsAt" FROM mail_lab_faults
          WHERE workspace_id = ${ctx.workspaceId} AND ends_at > ${now} AND hits < most`,
    );
  }

  /** Counts one message. True: it is one that is hit; of a share of 20, each fifth. */
  async count(ctx: WorkspaceContext, id: string): Promise<boolean> {
    const row = await queryOne<{ share: number; seen: number }>(
      ctx.manager,
      sql`UPDATE mail_lab_faults SET seen = seen + 1, hits = hits + CASE WHEN (seen + 1) * share / 100 > seen * share / 100 THEN 1 ELSE 0 END
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND hits < most RETURNING share, seen`,
    );
    if (!row) return false;
    const hitsAt = (seen: number): number => Math.floor((seen * Number(row.share)) / 100);
    return hitsAt(Number(row.seen)) > hitsAt(Number(row.seen) - 1);
  }

  async put(ctx: WorkspaceContext, { id, fault, share, recipient, most, startedAt, endsAt }: Omit<LabFaultRow, 'hits'>): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO mail_lab_faults (workspace_id, id, fault, share, recipient, most, seen, hits, started_at, ends_at)
          VALUES (${ctx.workspaceId}, ${id}, ${fault}, ${share}, ${recipient}, ${most}, 0, 0, ${startedAt}, ${endsAt})
          ON CONFLICT (workspace_id) DO UPDATE SET id = excluded.id, fault = excluded.fault, share = excluded.share,
            recipient = excluded.recipient, most = excluded.most, seen = 0, hits = 0, started_at = excluded.started_at, ends_at = excluded.ends_at`,
    );
  }

  /**
   * A fault, over or not, that is about one of these addresses or numbers is over and names nobody: it says all of one, with a name
   * around it or not, or how one begins.
   */
  async erase(ctx: WorkspaceContext, addresses: readonly string[]): Promise<void> {
    if (addresses.length === 0) return;
    const named = addresses.map((address) => {
      const whole = `%${address.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      return sql`recipient LIKE ${whole} ESCAPE '\\' OR SUBSTR(CAST(${address.toLowerCase()} AS TEXT), 1, LENGTH(recipient)) = recipient`;
    });
    await execute(
      ctx.manager,
      sql`UPDATE mail_lab_faults SET recipient = NULL, ends_at = started_at WHERE workspace_id = ${ctx.workspaceId} AND (${sql.join(named, ' OR ')})`,
    );
  }

  /** Faults that are over name nobody any more. */
  async forgetEnded(ctx: WorkspaceContext, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE mail_lab_faults SET recipient = NULL, ends_at = started_at WHERE workspace_id = ${ctx.workspaceId} AND recipient IS NOT NULL AND (ends_at <= ${now} OR hits >= most)`,
    );
  }

  async remove(ctx: WorkspaceContext): Promise<boolean> {
    return (await execute(ctx.manager, sql`DELETE FROM mail_lab_faults WHERE workspace_id = ${ctx.workspaceId}`)) > 0;
  }
}
