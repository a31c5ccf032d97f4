import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Deleted, and still being emptied: no view shows it, and its name is free. */
const MARKED = ['contact_lists', 'custom_field_definitions', 'import_jobs'] as const;

/**
 * Every foreign key that a DELETE walks has an index now. Without one, deleting a single row reads the whole table of everyone: on SQLite
 * all others wait for it, on PostgreSQL it reaches the time limit. Where most rows have no value, only those that have one are in it.
 */
const INDEXES = [
  ['api_keys', 'user_id', true],
  ['audit_logs', 'user_id', false],
  ['audit_logs', 'workspace_id', false],
  ['bulk_actions', 'user_id', false],
  ['bulk_actions', 'workspace_id', true],
  ['campaign_approvals', 'requested_by', false],
  ['campaign_approvals', 'reviewer_id', false],
  ['campaign_recipients', 'workspace_id', true],
  ['campaigns', 'created_by', false],
  ['campaigns', 'template_id', false],
  ['campaigns', 'template_version_id', false],
  ['communication_logs', 'user_id', false],
  ['communication_logs', 'workspace_id', true],
  ['delivery_events', 'workspace_id', true],
  ['import_jobs', 'user_id', false],
  ['invitations', 'invited_by', false],
  ['message_dictionaries', 'workspace_id', true],
  ['sent_messages', 'workspace_id', true],
  ['sign_in_challenges', 'invitation_id', false],
  ['template_versions', 'created_by', false],
  ['template_versions', 'workspace_id', true],
] as const;

/** What is deleted is emptied in steps, by jobs that a crash does not lose. */
export class RemovalInSteps1765080000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    for (const table of MARKED) await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN deleted_at ${t.time}`);
    await queryRunner.query(`CREATE TABLE removals (
      id ${t.text} PRIMARY KEY,
      kind ${t.text} NOT NULL,
      target_id ${t.text} NOT NULL,
      workspace_id ${t.text} REFERENCES workspaces(id) ON DELETE CASCADE,
      removed_rows ${t.int} NOT NULL DEFAULT 0,
      failures ${t.int} NOT NULL DEFAULT 0,
      last_error ${t.text},
      last_attempt_at ${t.time},
      created_at ${t.time} NOT NULL,
      UNIQUE(kind, target_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_removals_workspace ON removals(workspace_id)`);
    // Messages up to this one are emptied out of the mail lab.
    await queryRunner.query(`CREATE TABLE mail_lab_clearings (
      workspace_id ${t.text} PRIMARY KEY REFERENCES workspaces(id) ON DELETE CASCADE,
      up_to_id ${t.text} NOT NULL
    )`);
    for (const [table, column, isWhole] of INDEXES) {
      const condition = isWhole ? '' : ` WHERE ${column} IS NOT NULL`;
      await queryRunner.query(`CREATE INDEX idx_fk_${table}_${column} ON ${table}(${column})${condition}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, column] of INDEXES) await queryRunner.query(`DROP INDEX idx_fk_${table}_${column}`);
    await queryRunner.query(`DROP TABLE mail_lab_clearings`);
    await queryRunner.query(`DROP TABLE removals`);
    for (const table of MARKED) await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN deleted_at`);
  }
}
