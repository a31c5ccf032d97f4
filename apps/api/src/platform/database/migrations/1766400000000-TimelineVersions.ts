import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Entries of timelines can be edited, with what they said before, and deleted with a way back. */
export class TimelineVersions1766400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`ALTER TABLE communication_logs ADD COLUMN edited_at ${time}`);
    await run(`ALTER TABLE communication_logs ADD COLUMN deleted_at ${time}`);
    await run(`CREATE INDEX idx_communication_logs_deleted ON communication_logs(deleted_at) WHERE deleted_at IS NOT NULL`);
    await run(`CREATE TABLE timeline_versions (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      entry_id ${text} NOT NULL REFERENCES communication_logs(id) ON DELETE CASCADE,
      content ${text} NOT NULL,
      timestamp ${time} NOT NULL,
      replaced_at ${time} NOT NULL,
      replaced_by ${text} REFERENCES users(id) ON DELETE SET NULL
    )`);
    await run(`CREATE INDEX idx_timeline_versions_entry ON timeline_versions(entry_id, id)`);
    await run(`CREATE INDEX idx_timeline_versions_workspace ON timeline_versions(workspace_id, id)`);
    await run(`CREATE INDEX idx_fk_timeline_versions_replaced_by ON timeline_versions(replaced_by) WHERE replaced_by IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE timeline_versions`);
    await queryRunner.query(`DROP INDEX idx_communication_logs_deleted`);
    await queryRunner.query(`ALTER TABLE communication_logs DROP COLUMN deleted_at`);
    await queryRunner.query(`ALTER TABLE communication_logs DROP COLUMN edited_at`);
  }
}
