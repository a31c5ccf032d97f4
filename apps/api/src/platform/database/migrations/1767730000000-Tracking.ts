import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

const TIMES = ['machine_opened_at', 'machine_clicked_at', 'last_opened_at', 'last_clicked_at'];
const NUMBERS = ['opens', 'clicks'];
/** The recipients behind each figure, in the order of their pages. Written to only when one of them is told. */
const BEHIND = {
  opened: 'opened_at IS NOT NULL',
  clicked: 'clicked_at IS NOT NULL',
  machine_opened: 'machine_opened_at IS NOT NULL AND opened_at IS NULL',
  machine_clicked: 'machine_clicked_at IS NOT NULL AND clicked_at IS NULL',
};

/** Opens and clicks: the links of a campaign, and who or what followed them. */
export class Tracking1767730000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int, bool } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE tracked_links (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      campaign_id ${text} NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
      link_key ${text} NOT NULL,
      url ${text} NOT NULL,
      label ${text},
      position ${int} NOT NULL,
      is_personal ${bool(false)},
      people ${int} NOT NULL DEFAULT 0,
      visits ${int} NOT NULL DEFAULT 0,
      machine_visits ${int} NOT NULL DEFAULT 0,
      created_at ${time} NOT NULL,
      UNIQUE (campaign_id, link_key)
    )`);
    await queryRunner.query(`CREATE INDEX idx_tracked_links_workspace_id ON tracked_links(workspace_id, id)`);
    await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN tracking_json ${text}`);
    for (const column of TIMES) await queryRunner.query(`ALTER TABLE campaign_recipients ADD COLUMN ${column} ${time}`);
    for (const column of NUMBERS) await queryRunner.query(`ALTER TABLE campaign_recipients ADD COLUMN ${column} ${int} NOT NULL DEFAULT 0`);
    for (const [name, where] of Object.entries(BEHIND))
      await queryRunner.query(`CREATE INDEX idx_campaign_recipients_${name} ON campaign_recipients(campaign_id, id) WHERE ${where}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of Object.keys(BEHIND)) await queryRunner.query(`DROP INDEX idx_campaign_recipients_${name}`);
    for (const column of [...NUMBERS, ...TIMES]) await queryRunner.query(`ALTER TABLE campaign_recipients DROP COLUMN ${column}`);
    await queryRunner.query(`ALTER TABLE campaigns DROP COLUMN tracking_json`);
    await queryRunner.query(`DROP TABLE tracked_links`);
  }
}
