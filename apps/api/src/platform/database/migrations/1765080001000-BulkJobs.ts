import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** A bulk action is a job: it says how far it is, can be cancelled, goes on after a crash, and so does its undo. */
export class BulkJobs1765080001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    const columns = [
      // 'running','done','cancelled','failed','undoing','undone'
      `status ${t.text} NOT NULL DEFAULT 'done'`,
      // Since when it waits for its turn: actions of one workspace run one after the other.
      `queued_at ${t.time}`,
      `selection_json ${t.json}`,
      // Who asked, as the audit log calls them.
      `actor_json ${t.json}`,
      // Contacts that were made after the action began are none of its business.
      `up_to_id ${t.text}`,
      `total ${t.int}`,
      `processed ${t.int} NOT NULL DEFAULT 0`,
      `cursor_id ${t.text}`,
      `error_message ${t.text}`,
      `finished_at ${t.time}`,
      `undo_processed ${t.int} NOT NULL DEFAULT 0`,
      `undo_cursor_id ${t.text}`,
      `undo_affected ${t.int} NOT NULL DEFAULT 0`,
    ];
    for (const column of columns) await queryRunner.query(`ALTER TABLE bulk_actions ADD COLUMN ${column}`);
    await queryRunner.query(`UPDATE bulk_actions SET status = 'undone', undo_affected = affected WHERE undone_at IS NOT NULL`);
    await queryRunner.query(`UPDATE bulk_actions SET processed = affected, total = affected, finished_at = created_at`);
    await queryRunner.query(
      `CREATE INDEX idx_bulk_actions_active ON bulk_actions(workspace_id, queued_at, id) WHERE status IN ('running','undoing')`,
    );
    // Whose time in the trash is over.
    await queryRunner.query(`CREATE INDEX idx_base_contacts_deleted ON base_contacts(deleted_at) WHERE deleted_at IS NOT NULL`);
    // Who stayed as they were, and why: in the action itself ('do') or in its undo.
    await queryRunner.query(`CREATE TABLE bulk_action_left (
      bulk_action_id ${t.text} NOT NULL REFERENCES bulk_actions(id) ON DELETE CASCADE,
      phase ${t.text} NOT NULL CHECK(phase IN ('do','undo')),
      contact_id ${t.text} NOT NULL,
      reason ${t.text} NOT NULL,
      existing_contact_id ${t.text},
      PRIMARY KEY (bulk_action_id, phase, contact_id)
    )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE bulk_action_left`);
    await queryRunner.query(`DROP INDEX idx_base_contacts_deleted`);
    await queryRunner.query(`DROP INDEX idx_bulk_actions_active`);
    const columns = ['status', 'queued_at', 'selection_json', 'actor_json', 'up_to_id', 'total', 'processed', 'cursor_id', 'error_message'];
    for (const column of [...columns, 'finished_at', 'undo_processed', 'undo_cursor_id', 'undo_affected'])
      await queryRunner.query(`ALTER TABLE bulk_actions DROP COLUMN ${column}`);
  }
}
