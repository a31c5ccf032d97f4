import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Campaigns that repeat: what became of each of their dates, and the campaign that was made for it. */
export class CampaignSeries1767810000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`ALTER TABLE campaigns ADD COLUMN series_id ${text}`);
    await run(`ALTER TABLE campaigns ADD COLUMN occurs_at ${time}`);
    await run(`CREATE UNIQUE INDEX uq_campaigns_occurrence ON campaigns(series_id, occurs_at) WHERE series_id IS NOT NULL`);
    await run(`CREATE INDEX idx_campaigns_dated ON campaigns(workspace_id, scheduled_at) WHERE scheduled_at IS NOT NULL`);
    await run(`CREATE INDEX idx_campaigns_started ON campaigns(workspace_id, started_at) WHERE started_at IS NOT NULL`);
    await run(`CREATE INDEX idx_campaigns_unsent ON campaigns(workspace_id, updated_at) WHERE status IN ('draft', 'inReview', 'approved')`);
    await run(`CREATE TABLE series_occurrences (
      series_id ${text} NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
      occurs_at ${time} NOT NULL,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      state ${text} NOT NULL,
      reason ${text},
      audience ${int},
      created_at ${time} NOT NULL,
      PRIMARY KEY (series_id, occurs_at)
    )`);
    await run(`CREATE INDEX idx_series_occurrences_workspace_id ON series_occurrences(workspace_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE series_occurrences`);
    for (const index of ['uq_campaigns_occurrence', 'idx_campaigns_dated', 'idx_campaigns_started', 'idx_campaigns_unsent'])
      await queryRunner.query(`DROP INDEX ${index}`);
    await queryRunner.query(`ALTER TABLE campaigns DROP COLUMN occurs_at`);
    await queryRunner.query(`ALTER TABLE campaigns DROP COLUMN series_id`);
  }
}
