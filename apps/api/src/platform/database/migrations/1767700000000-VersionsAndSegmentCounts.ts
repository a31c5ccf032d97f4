import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Lists and custom fields have a version like everything else that two people may edit; segments keep how many contacts they had when last counted. */
export class VersionsAndSegmentCounts1767700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { int, time } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    for (const table of VERSIONED) await run(`ALTER TABLE ${table} ADD COLUMN version ${int} NOT NULL DEFAULT 1`);
    await run(`ALTER TABLE segments ADD COLUMN contact_count ${int}`);
    await run(`ALTER TABLE segments ADD COLUMN counted_at ${time}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of VERSIONED) await queryRunner.query(`ALTER TABLE ${table} DROP COLUMN version`);
    await queryRunner.query(`ALTER TABLE segments DROP COLUMN contact_count`);
    await queryRunner.query(`ALTER TABLE segments DROP COLUMN counted_at`);
  }
}

const VERSIONED = ['contact_lists', 'custom_field_definitions'];
