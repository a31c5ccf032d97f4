import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** When recurring work is due next, so that one process runs it, and how its last run ended. */
export class RecurringWork1765150000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE recurring_work (
      name ${text} PRIMARY KEY,
      due_at ${time} NOT NULL,
      last_run_at ${time},
      last_ms ${int},
      failures ${int} NOT NULL DEFAULT 0,
      failing_since ${time},
      last_error ${text}
    )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE recurring_work`);
  }
}
