import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

const TABLES = ['templates', 'template_versions'];

/** What a template is written with, and the document of blocks that its HTML was compiled from. */
export class BlockTemplates1767910002201 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    for (const table of TABLES) {
      await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN kind ${text} NOT NULL DEFAULT 'richText'`);
      await queryRunner.query(`ALTER TABLE ${table} ADD COLUMN document ${text}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN document`);
      await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN kind`);
    }
  }
}
