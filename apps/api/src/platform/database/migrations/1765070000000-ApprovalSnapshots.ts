import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

const REASON =
  'Rapport was updated: an approval now also covers every recipient, the sender account and the look of the workspace. Ask for approval again.';

/**
 * Who was in the audience when approval was asked for (decision 49): some 500 rows for a million people, each with 2,000 of them. Requests
 * and approvals made before cover less than is checked now, so those that wait are void. A campaign that is being sent is paused by
 * its next batch instead, because a draft could be sent to the same people again.
 */
export class ApprovalSnapshots1765070000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE audience_snapshots (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      campaign_id ${t.text} NOT NULL REFERENCES campaigns(id) ON DELETE CASCADE,
      audience_json ${t.json} NOT NULL,
      reached_id ${t.text},
      chunks ${t.int} NOT NULL DEFAULT 0,
      members ${t.int} NOT NULL DEFAULT 0,
      digest ${t.text},
      created_at ${t.time} NOT NULL DEFAULT ${t.now},
      completed_at ${t.time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_audience_snapshots_workspace ON audience_snapshots(workspace_id)`);
    await queryRunner.query(`CREATE INDEX idx_audience_snapshots_campaign ON audience_snapshots(campaign_id)`);
    // The small columns come first: SQLite reads them without the pages that the content fills.
    await queryRunner.query(`CREATE TABLE audience_snapshot_chunks (
      snapshot_id ${t.text} NOT NULL REFERENCES audience_snapshots(id) ON DELETE CASCADE,
      chunk ${t.int} NOT NULL,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      first_id ${t.text} NOT NULL,
      last_id ${t.text} NOT NULL,
      members ${t.int} NOT NULL,
      digest ${t.text} NOT NULL,
      content ${t.blob} NOT NULL,
      PRIMARY KEY (snapshot_id, chunk)
    )`);
    await queryRunner.query(`CREATE INDEX idx_audience_snapshot_chunks_workspace ON audience_snapshot_chunks(workspace_id)`);
    await queryRunner.query(`ALTER TABLE campaign_approvals ADD COLUMN snapshot_id ${t.text}`);
    await queryRunner.query(`ALTER TABLE campaign_approvals ADD COLUMN admitted ${t.int} NOT NULL DEFAULT 0`);
    await queryRunner.query(
      `UPDATE campaign_approvals SET status = 'void' WHERE status IN ('pending', 'approved')
         AND campaign_id IN (SELECT id FROM campaigns WHERE status IN ('draft', 'inReview', 'approved', 'scheduled'))`,
    );
    await queryRunner.query(
      `UPDATE campaigns SET status = 'draft', status_reason = '${REASON}', scheduled_at = NULL, version = version + 1
         WHERE status IN ('inReview', 'approved', 'scheduled')`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE campaign_approvals DROP COLUMN admitted`);
    await queryRunner.query(`ALTER TABLE campaign_approvals DROP COLUMN snapshot_id`);
    await queryRunner.query(`DROP TABLE audience_snapshot_chunks`);
    await queryRunner.query(`DROP TABLE audience_snapshots`);
  }
}
