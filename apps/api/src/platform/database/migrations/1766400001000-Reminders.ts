import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Follow-up reminders: what a member wants to do about a contact, and when. */
export class Reminders1766400001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE reminders (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      contact_id ${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      text ${text} NOT NULL,
      due_at ${time} NOT NULL,
      time_zone ${text} NOT NULL,
      assignee_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      created_by ${text} REFERENCES users(id) ON DELETE SET NULL,
      created_at ${time} NOT NULL,
      done_at ${time},
      notified_at ${time},
      deleted_at ${time}
    )`);
    await run(`CREATE INDEX idx_reminders_contact ON reminders(contact_id, done_at, due_at, id)`);
    await run(`CREATE INDEX idx_reminders_workspace ON reminders(workspace_id, done_at, due_at, id)`);
    await run(`CREATE INDEX idx_reminders_assignee ON reminders(assignee_id, done_at, due_at, id) WHERE assignee_id IS NOT NULL`);
    await run(`CREATE INDEX idx_reminders_unassigned ON reminders(id) WHERE assignee_id IS NULL AND done_at IS NULL`);
    await run(
      `CREATE INDEX idx_reminders_to_tell ON reminders(due_at) WHERE notified_at IS NULL AND done_at IS NULL AND deleted_at IS NULL`,
    );
    await run(`CREATE INDEX idx_reminders_deleted ON reminders(deleted_at) WHERE deleted_at IS NOT NULL`);
    await run(`CREATE INDEX idx_fk_reminders_created_by ON reminders(created_by) WHERE created_by IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE reminders`);
  }
}
