import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * The sealed settings of all modules. `subject` names what of the workspace a secret belongs to ('' where there is one of its kind),
 * `binding` the settings that it was entered for. Passwords of senders are moved here at the next start (MoveSenderSecrets): only a
 * process that has the keys can seal them for another place.
 */
export class WorkspaceSecrets1765400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE workspace_secrets (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      name ${text} NOT NULL,
      subject ${text} NOT NULL,
      binding ${text} NOT NULL,
      sealed ${text} NOT NULL,
      set_at ${time} NOT NULL,
      set_by ${text} REFERENCES users(id) ON DELETE SET NULL
    )`);
    await queryRunner.query(`CREATE UNIQUE INDEX idx_workspace_secrets_name ON workspace_secrets(workspace_id, name, subject)`);
    await queryRunner.query(`CREATE INDEX idx_workspace_secrets_set_by ON workspace_secrets(set_by) WHERE set_by IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE workspace_secrets`);
  }
}
