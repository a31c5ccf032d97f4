import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * A recipient remembers refusals that were ours (`refusals`, `put_backs`), and an uncertain one when its provider is asked next
 * (`next_ask_at`, `asks`). Who is uncertain already is asked at once.
 */
export class RecipientAttempts1765010000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    const columns = [
      `refusals ${t.int} NOT NULL DEFAULT 0`,
      `put_backs ${t.int} NOT NULL DEFAULT 0`,
      `next_ask_at ${t.time}`,
      `asks ${t.int} NOT NULL DEFAULT 0`,
    ];
    for (const column of columns) await queryRunner.query(`ALTER TABLE campaign_recipients ADD COLUMN ${column}`);
    await queryRunner.query(`UPDATE campaign_recipients SET next_ask_at = updated_at WHERE state = 'uncertain'`);
    await queryRunner.query(
      `CREATE INDEX idx_campaign_recipients_ask ON campaign_recipients(next_ask_at, workspace_id, id) WHERE state = 'uncertain'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX idx_campaign_recipients_ask`);
    for (const column of ['asks', 'next_ask_at', 'put_backs', 'refusals'])
      await queryRunner.query(`ALTER TABLE campaign_recipients DROP COLUMN ${column}`);
  }
}
