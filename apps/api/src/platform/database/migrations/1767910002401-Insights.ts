import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** What detectors find in the figures of a workspace, what people decide about it, and when they last looked. */
export class Insights1767910002401 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time, json, real } = columnTypes(queryRunner.dataSource.options.type);
    const columns = [
      `workspace_id ${text} REFERENCES workspaces(id) ON DELETE CASCADE`,
      `dedupe_key ${text}`,
      `campaign_id ${text} REFERENCES campaigns(id) ON DELETE CASCADE`,
      `affected ${int}`,
      `sample ${int}`,
      `expected ${real}`,
      `interval_low ${real}`,
      `interval_high ${real}`,
      `method ${text}`,
      `evidence ${json}`,
      `effect ${int}`,
      `state ${text}`,
      `snoozed_until ${time}`,
      `reason ${text}`,
      `decided_by ${text} REFERENCES users(id) ON DELETE SET NULL`,
      `decided_at ${time}`,
      `dismissed_effect ${int}`,
      `seen_at ${time}`,
      `expires_at ${time}`,
    ];
    for (const column of columns) await queryRunner.query(`ALTER TABLE ai_insights ADD COLUMN ${column}`);
    await queryRunner.query(`CREATE UNIQUE INDEX uq_ai_insights_dedupe ON ai_insights(workspace_id, dedupe_key)`);
    await queryRunner.query(`CREATE INDEX idx_ai_insights_listed ON ai_insights(workspace_id, state, effect, id)`);
    await queryRunner.query(`CREATE INDEX idx_ai_insights_seen ON ai_insights(seen_at) WHERE seen_at IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_fk_ai_insights_campaign_id ON ai_insights(campaign_id) WHERE campaign_id IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_fk_ai_insights_decided_by ON ai_insights(decided_by) WHERE decided_by IS NOT NULL`);
    await queryRunner.query(`CREATE TABLE insight_checks (
      workspace_id ${text} PRIMARY KEY REFERENCES workspaces(id) ON DELETE CASCADE,
      day ${text} NOT NULL,
      checked_at ${time} NOT NULL,
      ms ${int} NOT NULL
    )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE insight_checks`);
    for (const index of [
      'uq_ai_insights_dedupe',
      'idx_ai_insights_listed',
      'idx_ai_insights_seen',
      'idx_fk_ai_insights_campaign_id',
      'idx_fk_ai_insights_decided_by',
    ])
      await queryRunner.query(`DROP INDEX ${index}`);
    for (const column of [
      ...['workspace_id', 'dedupe_key', 'campaign_id', 'affected', 'sample', 'expected', 'interval_low', 'interval_high', 'method'],
      ...[
        'evidence',
        'effect',
        'state',
        'snoozed_until',
        'reason',
        'decided_by',
        'decided_at',
        'dismissed_effect',
        'seen_at',
        'expires_at',
      ],
    ])
      await queryRunner.query(`ALTER TABLE ai_insights DROP COLUMN ${column}`);
  }
}
