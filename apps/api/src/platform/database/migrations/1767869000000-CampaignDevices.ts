import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** On which kinds of device the messages of a campaign were opened and clicked: counts, never who. */
export class CampaignDevices1767869000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE campaign_devices (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      campaign_id ${text} NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
      kind ${text} NOT NULL,
      system ${text} NOT NULL,
      app ${text} NOT NULL,
      opened ${int} NOT NULL,
      clicked ${int} NOT NULL,
      opens ${int} NOT NULL,
      clicks ${int} NOT NULL,
      UNIQUE (campaign_id, kind, system, app)
    )`);
    await queryRunner.query(`CREATE INDEX idx_campaign_devices_workspace_id ON campaign_devices(workspace_id, id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE campaign_devices`);
  }
}
