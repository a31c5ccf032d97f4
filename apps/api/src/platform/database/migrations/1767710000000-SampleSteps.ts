import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The past of a sample is written in steps, and the workspace counts them. */
export class SampleSteps1767710000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE workspaces ADD COLUMN sample_steps INTEGER NOT NULL DEFAULT 0`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE workspaces DROP COLUMN sample_steps`);
  }
}
