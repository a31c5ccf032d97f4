import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Conversations of the inbox, and what an answer to an email names as the messages before it. */
export class Inbox1767860000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE conversations (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      contact_id ${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      channel ${text} NOT NULL,
      status ${text} NOT NULL,
      unread ${int} NOT NULL,
      assignee_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      snoozed_until ${time},
      last_entry_id ${text} NOT NULL,
      last_received_at ${time} NOT NULL,
      listed_at ${time} NOT NULL,
      created_at ${time} NOT NULL
    )`);
    await run(`CREATE UNIQUE INDEX uq_conversations_contact ON conversations(contact_id, channel)`);
    await run(`CREATE INDEX idx_conversations_workspace ON conversations(workspace_id, status, listed_at, id)`);
    await run(`CREATE INDEX idx_conversations_assignee ON conversations(assignee_id, status, listed_at, id) WHERE assignee_id IS NOT NULL`);
    await run(`ALTER TABLE inbound_messages ADD COLUMN reference_ids ${text}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE inbound_messages DROP COLUMN reference_ids`);
    await queryRunner.query(`DROP TABLE conversations`);
  }
}
