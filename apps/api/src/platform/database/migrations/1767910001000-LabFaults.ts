import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** What the mail lab does to the next messages on demand. */
export class LabFaults1767910001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE mail_lab_faults (
      workspace_id ${text} PRIMARY KEY REFERENCES workspaces(id) ON DELETE CASCADE,
      id ${text} NOT NULL,
      fault ${text} NOT NULL,
      share ${int} NOT NULL,
      recipient ${text},
      most ${int} NOT NULL,
      seen ${int} NOT NULL,
      hits ${int} NOT NULL,
      started_at ${time} NOT NULL,
      ends_at ${time} NOT NULL
    )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE mail_lab_faults`);
  }
}
