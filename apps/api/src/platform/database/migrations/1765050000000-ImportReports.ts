import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** An import counts blank rows, and tells which cells it left out of rows that it took. */
export class ImportReports1765050000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE import_jobs ADD COLUMN blank_count ${int} NOT NULL DEFAULT 0`);
    await queryRunner.query(`ALTER TABLE import_jobs ADD COLUMN reported_cells ${int} NOT NULL DEFAULT 0`);
    await queryRunner.query(
      `CREATE TABLE import_cells (
        import_id ${text} NOT NULL REFERENCES import_jobs(id) ON DELETE CASCADE,
        row_number ${int} NOT NULL,
        column_index ${int} NOT NULL,
        line ${int} NOT NULL,
        column_name ${text} NOT NULL,
        code ${text} NOT NULL,
        reason ${text} NOT NULL,
        value ${text} NOT NULL,
        PRIMARY KEY (import_id, row_number, column_index)
      )`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE import_cells`);
    await queryRunner.query(`ALTER TABLE import_jobs DROP COLUMN reported_cells`);
    await queryRunner.query(`ALTER TABLE import_jobs DROP COLUMN blank_count`);
  }
}
