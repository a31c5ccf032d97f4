import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { MessageOrigin } from '../campaigns/public.js';
import type { ConsentChannel } from '../consent/public.js';
import type { DirectMessageState } from './directMessageStates.js';

export interface DirectMessage {
  readonly id: string;
  readonly workspaceId: string;
  readonly contactId: string;
  readonly channel: ConsentChannel;
  readonly authorName: string | null;
  readonly senderAccountId: string | null;
  readonly senderType: string;
  readonly fromName: string | null;
  readonly fromAddress: string;
  readonly toName: string | null;
  readonly toAddress: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly messageId: string;
  readonly providerMessageId: string | null;
  readonly state: DirectMessageState;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly attempts: number;
  readonly attemptId: string | null;
  readonly asks: number;
  /** ISO 8601 UTC. */
  readonly dueAt: string;
  readonly handedAt: string | null;
  readonly sentAt: string | null;
  readonly createdAt: string;
}

export type NewDirectMessage = Omit<
  DirectMessage,
  | 'workspaceId'
  | 'authorName'
  | 'providerMessageId'
  | 'state'
  | 'errorCode'
  | 'errorMessage'
  | 'attempts'
  | 'attemptId'
  | 'asks'
  | 'handedAt'
  | 'sentAt'
> & { readonly userId: string | null };

/** What a move writes besides the state. What is left out stays. */
export interface DirectMessageChange {
  readonly dueAt?: string;
  readonly error?: { readonly code: string; readonly message: string } | null;
  readonly attempts?: number;
  readonly asks?: number;
  readonly attemptId?: string;
  readonly handedAt?: string;
  readonly sentAt?: string;
  readonly providerMessageId?: string | null;
}

/** From where a move starts: whoever finds the message elsewhere has lost it. */
export interface MoveFrom {
  readonly states: readonly DirectMessageState[];
  /** Only this attempt. */
  readonly attemptId?: string;
}

/** Whether the message may still be sent. */
export interface Reach {
  readonly isTrashed: boolean;
  readonly isWorkspaceDeleted: boolean;
}

const columns = sql`d.id, d.workspace_id AS "workspaceId", d.contact_id AS "contactId", d.channel, d.sender_account_id AS "senderAccountId", d.sender_type AS "senderType",
  d.from_name AS "fromName", d.from_address AS "fromAddress", d.to_name AS "toName", d.to_address AS "toAddress", d.reply_to AS "replyTo", d.subject,
  d.message_id AS "messageId", d.vendor_message_id AS "providerMessageId", d.state, d.error_code AS "errorCode", d.error_message AS "errorMessage", d.attempts,
  d.attempt_id AS "attemptId", d.asks, d.due_at AS "dueAt", d.handed_at AS "handedAt", d.sent_at AS "sentAt", d.created_at AS "createdAt",
  (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = d.user_id) AS "authorName"`;

/** The only file that queries direct_messages. */
@Injectable()
export class DirectMessageRepository {
  async insert(ctx: WorkspaceContext, message: NewDirectMessage): Promise<void> {
    const { id, contactId, channel, userId, senderAccountId, senderType, fromName, fromAddress, toName, toAddress, replyTo } = message;
    await execute(
      ctx.manager,
      sql`INSERT INTO direct_messages (id, workspace_id, contact_id, user_id, channel, sender_account_id, sender_type, from_name, from_address, to_name, to_address,
            reply_to, subject, message_id, state, due_at, created_at, updated_at)
          VALUES (${id}, ${ctx.workspaceId}, ${contactId}, ${userId}, ${channel}, ${senderAccountId}, ${senderType}, ${fromName}, ${fromAddress}, ${toName}, ${toAddress},
            ${replyTo}, ${message.subject}, ${message.messageId}, 'queued', ${message.dueAt}, ${message.createdAt}, ${message.createdAt})`,
    );
  }

  find(ctx: WorkspaceContext, id: string): Promise<DirectMessage | null> {
    return this.findWhere(ctx, sql`d.id = ${id} AND d.workspace_id = ${ctx.workspaceId}`);
  }

  /** For a job, which knows the id alone. */
  findAnywhere(ctx: Context, id: string): Promise<DirectMessage | null> {
    return this.findWhere(ctx, sql`d.id = ${id}`);
  }

  /** The message that a report is about: by our id, else by the provider's. */
  async findReported(
    ctx: WorkspaceContext,
    { messageId, providerMessageId }: { messageId: string; providerMessageId?: string | null },
  ): Promise<DirectMessage | null> {
    const own = sql`d.workspace_id = ${ctx.workspaceId}`;
    const known = messageId === '' ? null : await this.findWhere(ctx, sql`${own} AND d.message_id = ${messageId}`);
    return known ?? (providerMessageId ? this.findWhere(ctx, sql`${own} AND d.vendor_message_id = ${providerMessageId}`) : null);
  }

  async listOrigins(ctx: WorkspaceContext, messageIds: readonly string[]): Promise<MessageOrigin[]> {
    if (messageIds.length === 0) return [];
    return queryRows(
      ctx.manager,
      sql`SELECT id, contact_id AS "contactId", to_address AS address, message_id AS "messageId" FROM direct_messages
          WHERE workspace_id = ${ctx.workspaceId} AND message_id IN (${sql.list(messageIds)})`,
    );
  }

  async listOriginsSentAs(ctx: WorkspaceContext, providerMessageIds: readonly string[]): Promise<MessageOrigin[]> {
    if (providerMessageIds.length === 0) return [];
    return queryRows(
      ctx.manager,
      sql`SELECT id, contact_id AS "contactId", to_address AS address, message_id AS "messageId" FROM direct_messages
          WHERE workspace_id = ${ctx.workspaceId} AND vendor_message_id IN (${sql.list(providerMessageIds)})`,
    );
  }

  /** Answers whether this call moved it: of two that try, one does. */
  async move(
    ctx: WorkspaceContext,
    id: string,
    from: MoveFrom,
    state: DirectMessageState,
    change: DirectMessageChange,
    now: string,
  ): Promise<boolean> {
    const { error } = change;
    const attempt = sql.if(from.attemptId, () => sql`AND attempt_id = ${from.attemptId ?? ''}`);
    const moved = await execute(
      ctx.manager,
      sql`UPDATE direct_messages SET state = ${state}, updated_at = ${now} ${setOf({
        due_at: change.dueAt,
        attempts: change.attempts,
        asks: change.asks,
        attempt_id: change.attemptId,
        handed_at: change.handedAt,
        sent_at: change.sentAt,
        vendor_message_id: change.providerMessageId ?? undefined,
        ...(error === undefined ? {} : { error_code: error?.code ?? null, error_message: error?.message ?? null }),
      })}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND state IN (${sql.list(from.states)}) ${attempt}`,
    );
    return moved === 1;
  }

  async reachOf(ctx: WorkspaceContext, contactId: string): Promise<Reach> {
    const row = await queryOne<{ trashed: unknown; deleted: unknown }>(
      ctx.manager,
      sql`SELECT c.deleted_at AS trashed, w.deleted_at AS deleted FROM base_contacts c JOIN workspaces w ON w.id = c.workspace_id
          WHERE c.id = ${contactId} AND c.workspace_id = ${ctx.workspaceId}`,
    );
    return { isTrashed: row?.trashed !== null, isWorkspaceDeleted: row !== null && row.deleted !== null };
  }

  private findWhere(ctx: Context, condition: SqlFragment): Promise<DirectMessage | null> {
    return queryOne<DirectMessage>(ctx.manager, sql`SELECT ${columns} FROM direct_messages d WHERE ${condition}`);
  }
}

function setOf(values: Readonly<Record<string, string | number | null | undefined>>): SqlFragment {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .reduce((all, [name, value]) => sql`${all}, ${sql.raw(name)} = ${value ?? null}`, sql.empty);
}
