import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** How a mailbox is read: over IMAP, or through the service that its sender sends with. */
export class MailboxSources1767830000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE mailboxes ADD COLUMN source ${text} NOT NULL DEFAULT 'imap'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE mailboxes DROP COLUMN source`);
  }
}
