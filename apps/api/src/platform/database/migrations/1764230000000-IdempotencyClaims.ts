import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Whose turn a retried request is (`claim`), and whether it has committed anything (`acted_at`): what a crash leaves behind is told apart. */
export class IdempotencyClaims1764230000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE idempotency_keys ADD COLUMN claim ${t.text}`);
    await queryRunner.query(`ALTER TABLE idempotency_keys ADD COLUMN acted_at ${t.time}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE idempotency_keys DROP COLUMN acted_at`);
    await queryRunner.query(`ALTER TABLE idempotency_keys DROP COLUMN claim`);
  }
}
