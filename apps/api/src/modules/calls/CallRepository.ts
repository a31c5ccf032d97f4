import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import { type CallState, isOver, type Standing, statesBefore } from './callStates.js';

export interface CallRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly contactId: string;
  readonly userId: string | null;
  readonly authorName: string | null;
  readonly senderAccountId: string;
  readonly userPhone: string;
  readonly contactPhone: string;
  readonly fromPhone: string;
  readonly state: CallState;
  readonly reason: string | null;
  readonly seconds: number;
  readonly vendorCallId: string | null;
  readonly vendorLegId: string | null;
  readonly asks: number;
  /** ISO 8601 UTC. */
  readonly cancelledAt: string | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
}

export type NewCall = Pick<
  CallRow,
  'id' | 'contactId' | 'userId' | 'senderAccountId' | 'userPhone' | 'contactPhone' | 'fromPhone' | 'createdAt'
>;

const columns = sql`p.id, p.workspace_id AS "workspaceId", p.contact_id AS "contactId", p.user_id AS "userId", p.sender_account_id AS "senderAccountId",
  p.user_phone AS "userPhone", p.contact_phone AS "contactPhone", p.from_phone AS "fromPhone", p.state, p.reason, p.seconds, p.vendor_call_id AS "vendorCallId",
  p.vendor_leg_id AS "vendorLegId", p.asks, p.cancelled_at AS "cancelledAt", p.created_at AS "createdAt", p.ended_at AS "endedAt",
  (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = p.user_id) AS "authorName"`;

/** The only file that queries phone_calls and call_phones. */
@Injectable()
export class CallRepository {
  /** False: this member is on a call already. Of two that try at once, one begins. */
  async insert(ctx: WorkspaceContext, call: NewCall): Promise<boolean> {
    const { id, contactId, userId, senderAccountId, userPhone, contactPhone, fromPhone, createdAt } = call;
    const added = await execute(
      ctx.manager,
      sql`INSERT INTO phone_calls (id, workspace_id, contact_id, user_id, sender_account_id, user_phone, contact_phone, from_phone, state, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${contactId}, ${userId}, ${senderAccountId}, ${userPhone}, ${contactPhone}, ${fromPhone}, 'dialing', ${createdAt})
          ON CONFLICT DO NOTHING`,
    );
    return added === 1;
  }

  find(ctx: WorkspaceContext, id: string): Promise<CallRow | null> {
    return this.findWhere(ctx, sql`p.id = ${id} AND p.workspace_id = ${ctx.workspaceId}`);
  }

  /** For a job, which knows the id alone. */
  findAnywhere(ctx: Context, id: string): Promise<CallRow | null> {
    return this.findWhere(ctx, sql`p.id = ${id}`);
  }

  /** Answers whether this call moved it; nothing moves back, and what is over stays. */
  async move(ctx: WorkspaceContext, id: string, { state, seconds, reason }: Standing, now: string): Promise<boolean> {
    const ended = isOver(state) ? now : null;
    const moved = await execute(
      ctx.manager,
      sql`UPDATE phone_calls SET state = ${state}, seconds = ${seconds}, reason = ${reason}, ended_at = ${ended}, asks = 0
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND state IN (${sql.list(statesBefore(state))})`,
    );
    return moved === 1;
  }

  /** Its answer is not awaited any more. */
  async doubt(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE phone_calls SET state = 'uncertain' WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND state = 'dialing'`,
      )) === 1
    );
  }

  /** The provider's ids, as they become known; the first one stays. */
  async name(ctx: WorkspaceContext, id: string, ids: { vendorCallId?: string | null; vendorLegId?: string | null }): Promise<void> {
    const { vendorCallId = null, vendorLegId = null } = ids;
    await execute(
      ctx.manager,
      sql`UPDATE phone_calls SET vendor_call_id = COALESCE(vendor_call_id, ${vendorCallId}), vendor_leg_id = COALESCE(vendor_leg_id, ${vendorLegId})
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  async countAsk(ctx: WorkspaceContext, id: string): Promise<void> {
    await execute(ctx.manager, sql`UPDATE phone_calls SET asks = asks + 1 WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
  }

  /** False: it is over. */
  async cancel(ctx: WorkspaceContext, id: string, now: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE phone_calls SET cancelled_at = COALESCE(cancelled_at, ${now}) WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND ended_at IS NULL`,
      )) === 1
    );
  }

  /** The provider's ids of calls to this phone that are accounted for. */
  async listVendorIds(ctx: WorkspaceContext, userPhone: string, since: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT vendor_call_id AS id FROM phone_calls
          WHERE workspace_id = ${ctx.workspaceId} AND user_phone = ${userPhone} AND created_at >= ${since} AND vendor_call_id IS NOT NULL`,
    );
    return rows.map(({ id }) => id);
  }

  async ownPhone(ctx: WorkspaceContext, userId: string): Promise<string | null> {
    const row = await queryOne<{ phone: string }>(
      ctx.manager,
      sql`SELECT phone FROM call_phones WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${userId}`,
    );
    return row?.phone ?? null;
  }

  async setOwnPhone(ctx: WorkspaceContext, userId: string, phone: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO call_phones (workspace_id, user_id, phone, updated_at) VALUES (${ctx.workspaceId}, ${userId}, ${phone}, ${now})
          ON CONFLICT (workspace_id, user_id) DO UPDATE SET phone = excluded.phone, updated_at = excluded.updated_at`,
    );
  }

  async removeOwnPhone(ctx: WorkspaceContext, userId: string): Promise<boolean> {
    return (await execute(ctx.manager, sql`DELETE FROM call_phones WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${userId}`)) === 1;
  }

  private findWhere(ctx: Context, condition: SqlFragment): Promise<CallRow | null> {
    return queryOne<CallRow>(ctx.manager, sql`SELECT ${columns} FROM phone_calls p WHERE ${condition}`);
  }
}
