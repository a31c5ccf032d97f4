import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** What the file of an import is: until now every one was a CSV. */
export class ImportFileKinds1766800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(
      `ALTER TABLE import_jobs ADD COLUMN file_kind ${text} NOT NULL DEFAULT 'csv' CHECK (file_kind IN ('csv', 'xlsx', 'vcard'))`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE import_jobs DROP COLUMN file_kind`);
  }
}
