import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { MailboxState } from '../providers/public.js';
import type { MailboxSource } from './MailboxDtos.js';

export interface MailboxCounts {
  readonly bounces: number;
  readonly complaints: number;
  readonly replies: number;
  readonly automatic: number;
  readonly others: number;
}

export interface MailboxRow extends MailboxCounts {
  readonly id: string;
  readonly workspaceId: string;
  readonly senderAccountId: string;
  readonly source: MailboxSource;
  /** JSON: StoredConfig. */
  readonly config: string;
  readonly version: number;
  readonly state: MailboxState;
  readonly place: string;
  readonly failures: number;
  readonly nextReadAt: string;
  readonly lastReadAt: string | null;
  readonly lastError: string | null;
  readonly lastErrorAt: string | null;
  readonly createdAt: string;
}

interface NewSettings {
  readonly source: MailboxSource;
  readonly config: string;
  readonly place: string;
  readonly now: string;
}

const columns =
  sql.raw(`m.id, m.workspace_id AS "workspaceId", m.sender_account_id AS "senderAccountId", m.source, m.settings_json AS config,
  m.settings_version AS version, m.state, m.place, m.failures, m.next_read_at AS "nextReadAt", m.last_read_at AS "lastReadAt", m.last_error AS "lastError",
  m.last_error_at AS "lastErrorAt", m.bounces, m.complaints, m.replies, m.automatic, m.others, m.created_at AS "createdAt"`);

/** The only file that queries mailboxes. */
@Injectable()
export class MailboxRepository {
  find(ctx: WorkspaceContext, accountId: string): Promise<MailboxRow | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT ${columns} FROM mailboxes m WHERE m.sender_account_id = ${accountId} AND m.workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** For a job, which knows the id alone. */
  findAnywhere(ctx: Context, id: string): Promise<MailboxRow | null> {
    return queryOne(ctx.manager, sql`SELECT ${columns} FROM mailboxes m WHERE m.id = ${id}`);
  }

  findById(ctx: WorkspaceContext, id: string): Promise<MailboxRow | null> {
    return queryOne(ctx.manager, sql`SELECT ${columns} FROM mailboxes m WHERE m.id = ${id} AND m.workspace_id = ${ctx.workspaceId}`);
  }

  /** By the account that each belongs to. */
  listStates(ctx: WorkspaceContext): Promise<{ accountId: string; state: MailboxState }[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT m.sender_account_id AS "accountId", m.state FROM mailboxes m WHERE m.workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Those that could not be read so often in a row. */
  listFailing(ctx: WorkspaceContext, failures: number): Promise<{ accountId: string; account: string; reason: string }[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT s.id AS "accountId", s.name AS account, COALESCE(m.last_error, '') AS reason FROM mailboxes m
          JOIN sender_accounts s ON s.id = m.sender_account_id
          WHERE m.workspace_id = ${ctx.workspaceId} AND m.state = 'failing' AND m.failures >= ${failures} ORDER BY s.name, s.id LIMIT 20`,
    );
  }

  /** The mailbox of an account: a new one, or other settings. It is read at once. Answers its id. */
  async save(ctx: WorkspaceContext, accountId: string, { source, config, place, now }: NewSettings): Promise<string> {
    const saved = await queryOne<{ id: string }>(
      ctx.manager,
      sql`INSERT INTO mailboxes (id, workspace_id, sender_account_id, source, settings_json, settings_version, state, place, next_read_at, created_at, updated_at)
          VALUES (${newId()}, ${ctx.workspaceId}, ${accountId}, ${source}, ${config}, 1, 'reading', ${place}, ${now}, ${now}, ${now})
          ON CONFLICT (sender_account_id) DO UPDATE SET source = ${source}, settings_json = ${config}, settings_version = mailboxes.settings_version + 1, state = 'reading',
            place = ${place}, next_read_at = ${now}, failures = 0, last_error = NULL, last_error_at = NULL, updated_at = ${now}
          RETURNING id`,
    );
    if (!saved) throw new Error('The mailbox vanished while it was written.');
    return saved.id;
  }

  async setState(ctx: WorkspaceContext, id: string, state: MailboxState, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE mailboxes SET state = ${state}, settings_version = settings_version + 1, next_read_at = ${now}, failures = 0, updated_at = ${now}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  async remove(ctx: WorkspaceContext, id: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM mailboxes WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
  }

  /** Ids of those that are due, the longest waiting first; until `until` they are nobody else's. */
  async claimDue(ctx: Context, now: string, until: string, limit: number): Promise<string[]> {
    const due = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT m.id FROM mailboxes m JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL
          WHERE m.state <> 'paused' AND m.next_read_at <= ${now} ORDER BY m.next_read_at, m.id LIMIT ${limit}`,
    );
    const ids = due.map(({ id }) => id);
    if (ids.length > 0) await execute(ctx.manager, sql`UPDATE mailboxes SET next_read_at = ${until} WHERE id IN (${sql.list(ids)})`);
    return ids;
  }

  /** After a page that began at `from`. False: the settings are others by now, it was paused or removed, or it was read beside: nothing counts. */
  async advance(
    ctx: WorkspaceContext,
    { id, version }: MailboxRow,
    { from, place }: { from: string; place: string },
    counts: MailboxCounts,
    now: string,
  ): Promise<boolean> {
    const { bounces, complaints, replies, automatic, others } = counts;
    const moved = await execute(
      ctx.manager,
      sql`UPDATE mailboxes SET place = ${place}, state = 'reading', failures = 0, last_read_at = ${now}, last_error = NULL, last_error_at = NULL,
            bounces = bounces + ${bounces}, complaints = complaints + ${complaints}, replies = replies + ${replies},
            automatic = automatic + ${automatic}, others = others + ${others}, updated_at = ${now}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND settings_version = ${version} AND place = ${from} AND state <> 'paused'`,
    );
    return moved === 1;
  }

  async readAgainAt(ctx: WorkspaceContext, { id, version }: MailboxRow, at: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE mailboxes SET next_read_at = ${at} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND settings_version = ${version}`,
    );
  }

  async fail(ctx: WorkspaceContext, { id, version }: MailboxRow, reason: string, at: string, nextReadAt: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE mailboxes SET state = 'failing', failures = failures + 1, last_error = ${reason}, last_error_at = ${at}, next_read_at = ${nextReadAt},
            updated_at = ${at}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND settings_version = ${version} AND state <> 'paused'`,
    );
  }
}
