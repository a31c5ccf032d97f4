import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** A change of a field's type: what it would do, how far it is, and what undoes it. */
export class FieldChanges1766310000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE field_changes (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      definition_id ${text} NOT NULL REFERENCES custom_field_definitions(id) ON DELETE CASCADE,
      user_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      status ${text} NOT NULL CHECK (status IN ('checking', 'checked', 'running', 'done', 'undoing', 'undone', 'failed')),
      before_json ${text} NOT NULL,
      after_json ${text} NOT NULL,
      total ${int} NOT NULL DEFAULT 0,
      processed ${int} NOT NULL DEFAULT 0,
      failing ${int} NOT NULL DEFAULT 0,
      cursor_id ${text},
      error_message ${text},
      created_at ${time} NOT NULL,
      finished_at ${time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_field_changes_workspace ON field_changes(workspace_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_field_changes_definition ON field_changes(definition_id, created_at)`);
    await queryRunner.query(`CREATE INDEX idx_fk_field_changes_user_id ON field_changes(user_id) WHERE user_id IS NOT NULL`);
    await queryRunner.query(
      `CREATE UNIQUE INDEX idx_field_changes_active ON field_changes(definition_id) WHERE status IN ('checking', 'running', 'undoing')`,
    );
    await queryRunner.query(`CREATE TABLE field_change_rows (
      change_id ${text} NOT NULL REFERENCES field_changes(id) ON DELETE CASCADE,
      value_id ${text} NOT NULL REFERENCES custom_fields(id) ON DELETE CASCADE,
      before_text ${text} NOT NULL,
      after_text ${text},
      problem ${text},
      PRIMARY KEY (change_id, value_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_field_change_rows_value ON field_change_rows(value_id)`);
    await queryRunner.query(
      `CREATE INDEX idx_field_change_rows_failing ON field_change_rows(change_id, value_id) WHERE problem IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE field_change_rows`);
    await queryRunner.query(`DROP TABLE field_changes`);
  }
}
