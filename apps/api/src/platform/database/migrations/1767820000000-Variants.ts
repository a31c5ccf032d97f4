import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** A/B tests: what the variants of a campaign say, which of them a recipient gets, and what was decided for the rest. */
export class Variants1767820000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int, json } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE campaign_variants (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      campaign_id ${text} NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
      position ${int} NOT NULL,
      name ${text} NOT NULL,
      subject ${text},
      from_name ${text},
      template_id ${text} REFERENCES templates(id) ON DELETE SET NULL,
      template_version_id ${text} REFERENCES template_versions(id) ON DELETE SET NULL,
      created_at ${time} NOT NULL,
      UNIQUE (campaign_id, position)
    )`);
    await queryRunner.query(`CREATE INDEX idx_campaign_variants_workspace_id ON campaign_variants(workspace_id, id)`);
    for (const column of ['template_id', 'template_version_id'])
      await queryRunner.query(
        `CREATE INDEX idx_fk_campaign_variants_${column} ON campaign_variants(${column}) WHERE ${column} IS NOT NULL`,
      );
    await queryRunner.query(`CREATE TABLE campaign_decisions (
      campaign_id ${text} PRIMARY KEY REFERENCES campaigns(id) ON DELETE CASCADE,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      variant_id ${text} NOT NULL REFERENCES campaign_variants(id) ON DELETE CASCADE,
      reason ${text} NOT NULL,
      decided_by ${text} REFERENCES users(id) ON DELETE SET NULL,
      figures_json ${json} NOT NULL,
      decided_at ${time} NOT NULL
    )`);
    await queryRunner.query(`CREATE INDEX idx_campaign_decisions_workspace_id ON campaign_decisions(workspace_id, campaign_id)`);
    await queryRunner.query(`CREATE INDEX idx_fk_campaign_decisions_variant_id ON campaign_decisions(variant_id)`);
    await queryRunner.query(
      `CREATE INDEX idx_fk_campaign_decisions_decided_by ON campaign_decisions(decided_by) WHERE decided_by IS NOT NULL`,
    );
    await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN ab_test_json ${json}`);
    for (const column of ['ab_expected', 'ab_dealt']) await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN ${column} ${int}`);
    for (const column of ['ab_decides_at', 'ab_asked_at']) await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN ${column} ${time}`);
    await queryRunner.query(`ALTER TABLE campaign_recipients ADD COLUMN variant_id ${text}`);
    await queryRunner.query(`ALTER TABLE campaign_recipients ADD COLUMN variant_round ${text}`);
    await queryRunner.query(
      `CREATE INDEX idx_campaign_recipients_variant ON campaign_recipients(campaign_id, variant_id, id) WHERE variant_id IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX idx_campaign_recipients_variant`);
    for (const column of ['variant_round', 'variant_id']) await queryRunner.query(`ALTER TABLE campaign_recipients DROP COLUMN ${column}`);
    for (const column of ['ab_asked_at', 'ab_decides_at', 'ab_dealt', 'ab_expected', 'ab_test_json'])
      await queryRunner.query(`ALTER TABLE campaigns DROP COLUMN ${column}`);
    await queryRunner.query(`DROP TABLE campaign_decisions`);
    await queryRunner.query(`DROP TABLE campaign_variants`);
  }
}
