import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** What members say to each other about a campaign on its review. */
export class CampaignComments1767890000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE campaign_comments (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      campaign_id ${text} NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
      answer_to ${text} REFERENCES campaign_comments(id) ON DELETE CASCADE,
      author_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      part ${text},
      variant_id ${text},
      text ${text} NOT NULL,
      fingerprint ${text},
      created_at ${time} NOT NULL,
      edited_at ${time},
      deleted_at ${time},
      resolved_by ${text} REFERENCES users(id) ON DELETE SET NULL,
      resolved_at ${time},
      told_at ${time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_campaign_comments_campaign ON campaign_comments(campaign_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_campaign_comments_workspace_id ON campaign_comments(workspace_id, id)`);
    for (const column of ['answer_to', 'author_id', 'resolved_by'])
      await queryRunner.query(
        `CREATE INDEX idx_fk_campaign_comments_${column} ON campaign_comments(${column}) WHERE ${column} IS NOT NULL`,
      );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE campaign_comments`);
  }
}
