import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Which contact a merged one is found at, for merges that are remembered already as well. */
export class MergedContacts1766750001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { type } = queryRunner.dataSource.options;
    const { text } = columnTypes(type);
    await queryRunner.query(`CREATE TABLE merged_contacts (
      merge_id ${text} NOT NULL REFERENCES merge_journal(id) ON DELETE CASCADE,
      gone_id ${text} NOT NULL,
      PRIMARY KEY (merge_id, gone_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_merged_contacts_gone_id ON merged_contacts(gone_id)`);
    // Each database has functions of its own for JSON.
    const secondaries =
      type === 'postgres'
        ? `SELECT m.id, s ->> 'id' FROM merge_journal m, json_array_elements(m.summary_json::json -> 'secondaries') s`
        : `SELECT m.id, json_extract(s.value, '$.id') FROM merge_journal m, json_each(m.summary_json, '$.secondaries') s`;
    await queryRunner.query(`INSERT INTO merged_contacts (merge_id, gone_id) ${secondaries}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE merged_contacts`);
  }
}
