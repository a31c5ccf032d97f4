import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Campaigns of texts keep their words themselves; the mail lab takes texts too. */
export class TextCampaigns1767770000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN text_body ${text}`);
    await queryRunner.query(`ALTER TABLE mail_lab_messages ADD COLUMN channel ${text} NOT NULL DEFAULT 'email'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE mail_lab_messages DROP COLUMN channel`);
    await queryRunner.query(`ALTER TABLE campaigns DROP COLUMN text_body`);
  }
}
