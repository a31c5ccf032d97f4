import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['consent_events', 'mail_lab_messages'] as const;

/** What mentions a contact is found by it: a merge moves these rows, and its undo moves them back. */
export class ContactMentions1765300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await queryRunner.query(`CREATE INDEX idx_${table}_contact ON ${table}(contact_id) WHERE contact_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.query(`DROP INDEX idx_${table}_contact`);
  }
}
