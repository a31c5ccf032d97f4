import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, type KeysetColumns, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import { Reminder } from './entities/Reminder.js';
import type { ReminderState } from './ReminderDtos.js';

export interface ReminderRow {
  readonly id: string;
  readonly contactId: string;
  readonly text: string;
  readonly dueAt: string;
  readonly timeZone: string;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly createdByName: string | null;
  readonly createdAt: string;
  readonly doneAt: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

export interface ReminderFilter {
  readonly state: ReminderState;
  readonly assigneeId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly now: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const BY_DUE: KeysetColumns = { 'r.due_at': 'text', 'r.id': 'text' };
const BY_DONE: KeysetColumns = { 'r.done_at': 'text', 'r.due_at': 'text', 'r.id': 'text' };

const columns = sql`r.id, r.contact_id AS "contactId", r.text, r.due_at AS "dueAt", r.time_zone AS "timeZone", r.assignee_id AS "assigneeId",
  r.created_at AS "createdAt", r.done_at AS "doneAt",
  (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = r.assignee_id) AS "assigneeName",
  (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = r.created_by) AS "createdByName",
  c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company`;

/** Those of contacts in the trash come back with them. */
function live(ctx: WorkspaceContext): SqlFragment {
  return sql`FROM reminders r JOIN base_contacts c ON c.id = r.contact_id
             WHERE r.workspace_id = ${ctx.workspaceId} AND r.deleted_at IS NULL AND c.deleted_at IS NULL`;
}

/** The queries about the reminders of one workspace. */
@Injectable()
export class ReminderRepository {
  list(ctx: WorkspaceContext, { state, assigneeId, contactId, now, cursor, limit }: ReminderFilter): Promise<ReminderRow[]> {
    const [keyset, direction] = state === 'done' ? ([BY_DONE, 'desc'] as const) : ([BY_DUE, 'asc'] as const);
    return queryRowsAside<ReminderRow>(
      ctx.manager,
      sql`SELECT ${columns} ${live(ctx)} AND r.done_at ${state === 'done' ? sql`IS NOT NULL` : sql`IS NULL`}
          ${sql.if(state === 'due', () => sql`AND r.due_at <= ${now}`)} ${sql.if(assigneeId, () => sql`AND r.assignee_id = ${assigneeId}`)}
          ${sql.if(contactId, () => sql`AND r.contact_id = ${contactId}`)} ${afterCursor(keyset, cursor, direction)}
          ${orderAndLimit(keyset, direction, limit)}`,
    );
  }

  find(ctx: WorkspaceContext, id: string): Promise<ReminderRow | null> {
    return queryOne<ReminderRow>(ctx.manager, sql`SELECT ${columns} ${live(ctx)} AND r.id = ${id}`);
  }

  count({ manager, workspaceId }: WorkspaceContext, contactId: string): Promise<number> {
    return manager.countBy(Reminder, { workspaceId, contactId });
  }

  async namesOf({ manager, workspaceId }: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const found = await manager.findBy(Reminder, { workspaceId, id: In(ids) });
    return new Map(found.map(({ id, text }) => [id, text]));
  }

  async insert({ manager, workspaceId }: WorkspaceContext, reminder: Omit<Reminder, 'workspaceId'>): Promise<void> {
    await manager.insert(Reminder, { ...reminder, workspaceId });
  }

  /** False when it was not there. */
  async update({ manager, workspaceId }: WorkspaceContext, id: string, change: Partial<Reminder>): Promise<boolean> {
    const { affected } = await manager.update(Reminder, { workspaceId, id, deletedAt: IsNull() }, change);
    return affected === 1;
  }

  /** Of a deleted one; false when there is none. */
  async restore(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE reminders SET deleted_at = NULL WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND deleted_at IS NOT NULL`,
      )) === 1
    );
  }

  /** Gives the open ones of a member to another. Answers how many. */
  handOver(ctx: WorkspaceContext, from: string, to: string): Promise<number> {
    return execute(
      ctx.manager,
      sql`UPDATE reminders SET assignee_id = ${to}, notified_at = NULL
          WHERE workspace_id = ${ctx.workspaceId} AND assignee_id = ${from} AND done_at IS NULL`,
    );
  }
}
