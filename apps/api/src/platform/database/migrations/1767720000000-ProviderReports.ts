import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Providers report to us what became of messages. */
export class ProviderReports1767720000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE sender_accounts ADD COLUMN last_report_at ${time}`);
    await queryRunner.query(`CREATE TABLE report_receipts (
      account_id ${text} NOT NULL REFERENCES sender_accounts(id) ON DELETE CASCADE,
      token ${text} NOT NULL,
      event_ids ${text} NOT NULL,
      received_at ${time} NOT NULL,
      PRIMARY KEY (account_id, token)
    )`);
    await queryRunner.query(`CREATE INDEX idx_report_receipts_received_at ON report_receipts(received_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE report_receipts`);
    await queryRunner.query(`ALTER TABLE sender_accounts DROP COLUMN last_report_at`);
  }
}
