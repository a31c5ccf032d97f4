import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** The past of a sample is written by a job, so the workspace says how far it is. */
export class SampleState1765900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(
      `ALTER TABLE workspaces ADD COLUMN sample_state ${text} CHECK (sample_state IN ('filling', 'ready', 'failed'))`,
    );
    await queryRunner.query(`UPDATE workspaces SET sample_state = 'ready' WHERE is_sample`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE workspaces DROP COLUMN sample_state`);
  }
}
