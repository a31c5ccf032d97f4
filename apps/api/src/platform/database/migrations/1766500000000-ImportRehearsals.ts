import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** An import can be rehearsed: what it would do is counted over the whole file and kept with its first rows. */
export class ImportRehearsals1766500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time, json } = columnTypes(queryRunner.dataSource.options.type);
    const counts = [
      'processed_rows',
      'bytes_processed',
      'created_count',
      'updated_count',
      'unchanged_count',
      'rejected_count',
      'blank_count',
    ]
      .concat('conflict_count', 'suppressed_count')
      .map((name) => `${name} ${int} NOT NULL DEFAULT 0`);
    await queryRunner.query(
      `CREATE TABLE import_rehearsals (
        import_id ${text} PRIMARY KEY NOT NULL REFERENCES import_jobs(id) ON DELETE CASCADE,
        run_id ${text} NOT NULL,
        status ${text} NOT NULL,
        input_json ${json} NOT NULL,
        settings_hash ${text} NOT NULL,
        ${counts.join(', ')},
        error_message ${text},
        started_at ${time} NOT NULL,
        finished_at ${time}
      )`,
    );
    await queryRunner.query(
      `CREATE TABLE import_rehearsal_rows (
        import_id ${text} NOT NULL REFERENCES import_jobs(id) ON DELETE CASCADE,
        kind ${text} NOT NULL,
        row_number ${int} NOT NULL,
        line ${int} NOT NULL,
        name ${text},
        column_name ${text},
        code ${text},
        reason ${text},
        raw ${text},
        changes_json ${json} NOT NULL,
        PRIMARY KEY (import_id, kind, row_number)
      )`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE import_rehearsal_rows`);
    await queryRunner.query(`DROP TABLE import_rehearsals`);
  }
}
