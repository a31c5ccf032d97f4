import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

export class ErasedAddresses1766900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE erased_addresses (
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      kind ${text} NOT NULL,
      hash ${text} NOT NULL,
      salt ${text} NOT NULL,
      erased_at ${time} NOT NULL,
      PRIMARY KEY (workspace_id, kind, hash)
    )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE erased_addresses`);
  }
}
