import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import {
  type ContactReference,
  ContactReferences,
  type Json,
  type Move,
  type ToldRow,
} from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';

const conversations = new TableReference({
  table: 'conversations',
  column: 'contact_id',
  key: ['id'],
  unique: ['channel'],
});

/** As its rows are taken out (`RETURNING *`). */
interface Row {
  readonly id: string;
  readonly channel: string;
  readonly status: string;
  readonly unread: number;
  readonly assignee_id: string | null;
  readonly snoozed_until: string | null;
  readonly last_entry_id: string;
  readonly last_received_at: string;
  readonly listed_at: string;
}

interface Joined {
  readonly before: Row;
  readonly after: Row;
}

interface MovedConversations {
  readonly moved: Json;
  readonly joined: readonly Joined[];
}

/**
 * Of two conversations on one channel one is left, which is as open and as unread as both were: no answer is lost in a merge. Taking the
 * merge back divides them again, unless something happened since.
 */
@Injectable()
export class ConversationReference implements ContactReference, OnModuleInit {
  readonly name = conversations.name;

  constructor(private readonly references: ContactReferences) {}

  onModuleInit(): void {
    this.references.register(this);
  }

  mentions(ctx: WorkspaceContext, contactId: string): SqlFragment {
    return conversations.mentions(ctx, contactId);
  }

  tell(ctx: WorkspaceContext, contactId: string): AsyncIterable<readonly ToldRow[]> {
    return conversations.tell(ctx, contactId);
  }

  async move(ctx: WorkspaceContext, move: Move): Promise<Json> {
    const moved = await conversations.move(ctx, move);
    const { taken } = moved as unknown as { readonly taken: readonly Row[] };
    const joined: Joined[] = [];
    for (const lost of taken) {
      const before = await this.find(ctx, move.to, lost.channel);
      if (!before) continue;
      const after = join(before, lost);
      if (await this.replace(ctx, before, after)) joined.push({ before, after });
    }
    return { moved, joined } satisfies MovedConversations as unknown as Json;
  }

  async moveBack(ctx: WorkspaceContext, move: Move, journal: Json): Promise<void> {
    const { moved, joined } = journal as unknown as MovedConversations;
    for (const { before, after } of joined) await this.replace(ctx, after, before);
    await conversations.moveBack(ctx, move, await this.withoutGone(ctx, moved));
  }

  /** Whose account was deleted meanwhile takes care of nothing. */
  private async withoutGone(ctx: WorkspaceContext, moved: Json): Promise<Json> {
    const { keys, taken } = moved as unknown as {
      readonly keys: Json;
      readonly taken: readonly (Row & { readonly [name: string]: Json })[];
    };
    const assignees = taken.flatMap(({ assignee_id }) => assignee_id ?? []);
    if (assignees.length === 0) return moved;
    const rows = await queryRows<{ id: string }>(ctx.manager, sql`SELECT id FROM users WHERE id IN (${sql.list(assignees)})`);
    const there = new Set(rows.map(({ id }) => id));
    return { keys, taken: taken.map((row) => ({ ...row, assignee_id: there.has(row.assignee_id ?? '') ? row.assignee_id : null })) };
  }

  private async find(ctx: WorkspaceContext, contactId: string, channel: string): Promise<Row | null> {
    const [row = null] = await queryRows<Row>(
      ctx.manager,
      sql`SELECT id, channel, status, unread, assignee_id, snoozed_until, last_entry_id, last_received_at, listed_at FROM conversations
          WHERE contact_id = ${contactId} AND channel = ${channel} AND workspace_id = ${ctx.workspaceId}`,
    );
    return row;
  }

  /** False when it is no longer as it was. */
  private async replace(ctx: WorkspaceContext, from: Row, to: Row): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE conversations SET status = ${to.status}, unread = ${to.unread}, assignee_id = (SELECT u.id FROM users u WHERE u.id = ${to.assignee_id}),
            snoozed_until = ${to.snoozed_until}, last_entry_id = ${to.last_entry_id}, last_received_at = ${to.last_received_at}, listed_at = ${to.listed_at}
          WHERE id = ${from.id} AND workspace_id = ${ctx.workspaceId} AND status = ${from.status} AND unread = ${from.unread}
            AND COALESCE(assignee_id, '') = ${from.assignee_id ?? ''} AND COALESCE(snoozed_until, '') = ${from.snoozed_until ?? ''}
            AND last_entry_id = ${from.last_entry_id}`,
    );
    return changed === 1;
  }
}

function join(kept: Row, lost: Row): Row {
  const newest = lost.last_received_at > kept.last_received_at ? lost : kept;
  // One that is open and not snoozed asks for more than one that is snoozed, and that for more than one that is done.
  const open = [kept, lost]
    .filter(({ status }) => status === 'open')
    .sort((a, b) => (a.snoozed_until ?? '').localeCompare(b.snoozed_until ?? ''));
  const most = open[0] ?? newest;
  const isListed = most.snoozed_until === null;
  return {
    ...kept,
    status: most.status,
    unread: kept.unread + lost.unread,
    assignee_id: kept.assignee_id ?? lost.assignee_id,
    snoozed_until: most.snoozed_until,
    last_entry_id: newest.last_entry_id,
    last_received_at: newest.last_received_at,
    listed_at: isListed ? newest.last_received_at : most.listed_at,
  };
}
