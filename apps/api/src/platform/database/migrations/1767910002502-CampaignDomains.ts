import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** What came of the messages of a campaign at each domain of its recipients. */
export class CampaignDomains1767910002502 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, json } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE campaign_domains (
      campaign_id ${text} PRIMARY KEY REFERENCES campaigns(id) ON DELETE CASCADE,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      domains_json ${json} NOT NULL,
      counted_at ${time} NOT NULL,
      next_at ${time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_campaign_domains_workspace_id ON campaign_domains(workspace_id, campaign_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE campaign_domains`);
  }
}
