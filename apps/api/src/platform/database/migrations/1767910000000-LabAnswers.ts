import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

const COLUMNS = 'id, workspace_id, mailbox_id, digest, kind, severity, about_id, address_key, received_at, created_at, reference_ids';
const INDEXES = ['uq_inbound_messages_digest', 'idx_inbound_messages_address', 'idx_inbound_messages_created'];

/** What comes back to the mail lab is recorded like a message of a mailbox, and lies in none. */
export class LabAnswers1767910000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    if (queryRunner.dataSource.options.type === 'postgres')
      await queryRunner.query(`ALTER TABLE inbound_messages ALTER COLUMN mailbox_id DROP NOT NULL`);
    else await this.rebuild(queryRunner, '');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM inbound_messages WHERE mailbox_id IS NULL`);
    if (queryRunner.dataSource.options.type === 'postgres')
      await queryRunner.query(`ALTER TABLE inbound_messages ALTER COLUMN mailbox_id SET NOT NULL`);
    else await this.rebuild(queryRunner, 'NOT NULL');
  }

  /** SQLite cannot change whether a column may be null: the table is written anew. */
  private async rebuild(queryRunner: QueryRunner, nullness: '' | 'NOT NULL'): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`ALTER TABLE inbound_messages RENAME TO inbound_messages_before`);
    for (const index of INDEXES) await run(`DROP INDEX ${index}`);
    await run(`CREATE TABLE inbound_messages (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      mailbox_id ${text} ${nullness} REFERENCES mailboxes(id) ON DELETE CASCADE,
      digest ${text} NOT NULL,
      kind ${text} NOT NULL,
      severity ${text},
      about_id ${text} NOT NULL,
      address_key ${text} NOT NULL,
      received_at ${time} NOT NULL,
      created_at ${time} NOT NULL,
      reference_ids ${text}
    )`);
    await run(`INSERT INTO inbound_messages (${COLUMNS}) SELECT ${COLUMNS} FROM inbound_messages_before`);
    await run(`DROP TABLE inbound_messages_before`);
    await run(`CREATE UNIQUE INDEX uq_inbound_messages_digest ON inbound_messages(mailbox_id, digest)`);
    await run(`CREATE INDEX idx_inbound_messages_address ON inbound_messages(workspace_id, address_key, received_at)`);
    await run(`CREATE INDEX idx_inbound_messages_created ON inbound_messages(created_at)`);
  }
}
