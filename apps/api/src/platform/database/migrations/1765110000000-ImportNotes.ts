import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** An import keeps what there is to say about rows that it imported: a phone number that another contact has too, for example. */
export class ImportNotes1765110000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE import_jobs ADD COLUMN reported_notes ${int} NOT NULL DEFAULT 0`);
    await queryRunner.query(
      `CREATE TABLE import_notes (
        import_id ${text} NOT NULL REFERENCES import_jobs(id) ON DELETE CASCADE,
        row_number ${int} NOT NULL,
        note_index ${int} NOT NULL,
        line ${int} NOT NULL,
        column_name ${text},
        code ${text} NOT NULL,
        reason ${text} NOT NULL,
        value ${text},
        PRIMARY KEY (import_id, row_number, note_index)
      )`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE import_notes`);
    await queryRunner.query(`ALTER TABLE import_jobs DROP COLUMN reported_notes`);
  }
}
