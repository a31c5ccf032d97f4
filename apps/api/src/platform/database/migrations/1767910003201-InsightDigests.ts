import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Which week of insights each member was last told of by email. */
export class InsightDigests1767910003201 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE insight_digests (
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      week ${text} NOT NULL,
      sent_at ${time} NOT NULL,
      PRIMARY KEY (workspace_id, user_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_fk_insight_digests_user_id ON insight_digests(user_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE insight_digests`);
  }
}
