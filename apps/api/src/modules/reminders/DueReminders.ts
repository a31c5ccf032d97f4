import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { execute, queryRows, sql } from '../../platform/database/sql.js';

export interface DueReminder {
  readonly id: string;
  readonly workspaceId: string;
  readonly contactId: string;
  readonly assigneeId: string;
}

/** At a time; the next minute brings the others. */
const BATCH = 500;

/** The queries of the sweep, over the reminders of all workspaces. */
@Injectable()
export class DueReminders {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** After the account of an assignee was deleted: to the owner of the workspace. */
  adopt(): Promise<number> {
    return execute(
      this.dataSource.manager,
      sql`UPDATE reminders SET assignee_id = (SELECT w.user_id FROM workspaces w WHERE w.id = reminders.workspace_id), notified_at = NULL
          WHERE id IN (SELECT id FROM reminders WHERE assignee_id IS NULL AND done_at IS NULL ORDER BY id LIMIT ${BATCH})`,
    );
  }

  /** Those whose assignees have not been told, now marked as told. */
  async claim(now: string): Promise<DueReminder[]> {
    const due = await queryRows<DueReminder>(
      this.dataSource.manager,
      sql`SELECT r.id, r.workspace_id AS "workspaceId", r.contact_id AS "contactId", r.assignee_id AS "assigneeId"
          FROM reminders r JOIN base_contacts c ON c.id = r.contact_id
          WHERE r.due_at <= ${now} AND r.notified_at IS NULL AND r.done_at IS NULL AND r.deleted_at IS NULL AND r.assignee_id IS NOT NULL
            AND c.deleted_at IS NULL ORDER BY r.due_at LIMIT ${BATCH}`,
    );
    if (due.length > 0)
      await execute(
        this.dataSource.manager,
        sql`UPDATE reminders SET notified_at = ${now} WHERE id IN (${sql.list(due.map(({ id }) => id))})`,
      );
    return due;
  }

  async deleteOld(before: string): Promise<void> {
    const statement = sql`DELETE FROM reminders WHERE id IN (SELECT id FROM reminders WHERE deleted_at <= ${before} LIMIT ${BATCH})`;
    while ((await execute(this.dataSource.manager, statement)) === BATCH);
  }
}
