import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Links that show the report of a campaign without an account. */
export class SharedReports1767870000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE shared_reports (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      campaign_id ${text} NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
      token_hash ${text} NOT NULL UNIQUE,
      created_by ${text} REFERENCES users(id) ON DELETE SET NULL,
      created_at ${time} NOT NULL,
      expires_at ${time} NOT NULL,
      opens ${int} NOT NULL DEFAULT 0,
      last_opened_at ${time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_shared_reports_campaign ON shared_reports(campaign_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_shared_reports_workspace_id ON shared_reports(workspace_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_fk_shared_reports_created_by ON shared_reports(created_by) WHERE created_by IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE shared_reports`);
  }
}
