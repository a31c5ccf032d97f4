import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** The built-in mailbox for mail of the installation itself, for as long as no SMTP server is configured for it. */
export class SystemMailAndBranding1764220000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    // `raw` is sealed (such mail holds reset links), `recipient` is the address in lower case.
    await queryRunner.query(`CREATE TABLE system_mails (
      id ${t.text} PRIMARY KEY,
      recipient ${t.text} NOT NULL,
      subject ${t.text} NOT NULL,
      raw ${t.text} NOT NULL,
      created_at ${t.time} NOT NULL
    )`);
    await queryRunner.query(`CREATE INDEX idx_system_mails_recipient ON system_mails(recipient, id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE system_mails`);
  }
}
