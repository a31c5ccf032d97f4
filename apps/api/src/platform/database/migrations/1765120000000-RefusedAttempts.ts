import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** What strangers are refused is counted here for an hour, so that the audit log gets one entry for many. */
export class RefusedAttempts1765120000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE refused_attempts (
      attempt_key ${text} PRIMARY KEY,
      action ${text} NOT NULL,
      user_id ${text} REFERENCES users(id) ON DELETE CASCADE,
      network ${text} NOT NULL,
      ip_address ${text},
      device ${text},
      attempts ${int} NOT NULL,
      told ${int} NOT NULL,
      began_at ${time} NOT NULL,
      last_at ${time} NOT NULL
    )`);
    await queryRunner.query(`CREATE INDEX idx_refused_attempts_network ON refused_attempts(network)`);
    await queryRunner.query(`CREATE INDEX idx_refused_attempts_user ON refused_attempts(user_id) WHERE user_id IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_refused_attempts_began ON refused_attempts(began_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE refused_attempts`);
  }
}
