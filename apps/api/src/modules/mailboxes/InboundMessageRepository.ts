import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';

export interface NewInboundMessage {
  readonly id: string;
  /** Null: it came back to the mail lab. */
  readonly mailboxId: string | null;
  readonly digest: string;
  readonly kind: string;
  readonly severity: string | null;
  readonly aboutId: string;
  readonly addressKey: string;
  readonly referenceIds: string | null;
  readonly receivedAt: string;
}

/** The only file that queries inbound_messages. */
@Injectable()
export class InboundMessageRepository {
  /** False when this message was read before. */
  async insert(ctx: WorkspaceContext, message: NewInboundMessage, now: string): Promise<boolean> {
    const { id, mailboxId, digest, kind, severity, aboutId, addressKey, referenceIds, receivedAt } = message;
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO inbound_messages (id, workspace_id, mailbox_id, digest, kind, severity, about_id, address_key, reference_ids,
            received_at, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${mailboxId}, ${digest}, ${kind}, ${severity}, ${aboutId}, ${addressKey}, ${referenceIds},
            ${receivedAt}, ${now})
          ON CONFLICT (mailbox_id, digest) DO NOTHING`,
    );
    return inserted > 0;
  }

  /** What came about an address since a moment, in order; the newest, should there be many. */
  async listAbout(
    ctx: WorkspaceContext,
    addressKey: string,
    since: string,
  ): Promise<{ kind: string; severity: string | null; at: string }[]> {
    const rows = await queryRows<{ kind: string; severity: string | null; at: string }>(
      ctx.manager,
      sql`SELECT kind, severity, received_at AS at FROM inbound_messages
          WHERE workspace_id = ${ctx.workspaceId} AND address_key = ${addressKey} AND received_at >= ${since} ORDER BY received_at DESC LIMIT 100`,
    );
    return rows.reverse();
  }

  /** Null also where it is not known, as of what was read before it was kept. */
  async findReferences(ctx: WorkspaceContext, id: string): Promise<string | null> {
    const row = await queryOne<{ ids: string | null }>(
      ctx.manager,
      sql`SELECT reference_ids AS ids FROM inbound_messages WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
    return row?.ids ?? null;
  }

  async erase(ctx: WorkspaceContext, addressKeys: readonly string[]): Promise<void> {
    if (addressKeys.length === 0) return;
    await execute(
      ctx.manager,
      sql`DELETE FROM inbound_messages WHERE workspace_id = ${ctx.workspaceId} AND address_key IN (${sql.list(addressKeys)})`,
    );
  }

  listOfPerson(ctx: WorkspaceContext, addressKeys: readonly string[]): Promise<Record<string, string | null>[]> {
    if (addressKeys.length === 0) return Promise.resolve([]);
    return queryRows(
      ctx.manager,
      sql`SELECT kind, severity, address_key AS address, received_at AS at FROM inbound_messages
          WHERE workspace_id = ${ctx.workspaceId} AND address_key IN (${sql.list(addressKeys)}) ORDER BY received_at, id LIMIT 10000`,
    );
  }
}
