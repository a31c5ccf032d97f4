import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Approvals by several people: who signed which request. What they signed is in the sealed document, as before. */
export class ApprovalQuorum1767880000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE campaign_signatures (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      approval_id ${text} NOT NULL REFERENCES campaign_approvals(id) ON DELETE CASCADE,
      reviewer_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      notes ${text},
      signed_at ${time} NOT NULL,
      UNIQUE (approval_id, reviewer_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_campaign_signatures_workspace_id ON campaign_signatures(workspace_id, id)`);
    await queryRunner.query(
      `CREATE INDEX idx_fk_campaign_signatures_reviewer_id ON campaign_signatures(reviewer_id) WHERE reviewer_id IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE campaign_signatures`);
  }
}
