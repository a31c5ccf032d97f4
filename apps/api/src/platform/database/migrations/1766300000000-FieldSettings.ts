import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

const COLUMNS = ['position', 'section', 'description', 'currency', 'archived_at'] as const;

/** What a field says about itself beyond its type: where it is, what it is for, in which currency its amounts are, whether it is kept away. */
export class FieldSettings1766300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time } = columnTypes(queryRunner.dataSource.options.type);
    const types: Record<(typeof COLUMNS)[number], string> = {
      position: `${int} NOT NULL DEFAULT 0`,
      section: text,
      description: text,
      currency: text,
      archived_at: time,
    };
    for (const column of COLUMNS) await queryRunner.query(`ALTER TABLE custom_field_definitions ADD COLUMN ${column} ${types[column]}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const column of [...COLUMNS].reverse()) await queryRunner.query(`ALTER TABLE custom_field_definitions DROP COLUMN ${column}`);
  }
}
