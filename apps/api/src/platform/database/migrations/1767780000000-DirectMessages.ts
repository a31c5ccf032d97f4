import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Messages that a person writes to one contact, and how far each is. */
export class DirectMessages1767780000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE direct_messages (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      contact_id ${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      user_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      channel ${text} NOT NULL,
      sender_account_id ${text},
      sender_type ${text} NOT NULL,
      from_name ${text},
      from_address ${text} NOT NULL,
      to_name ${text},
      to_address ${text} NOT NULL,
      reply_to ${text},
      subject ${text} NOT NULL,
      message_id ${text} NOT NULL,
      vendor_message_id ${text},
      state ${text} NOT NULL,
      error_code ${text},
      error_message ${text},
      attempts ${int} NOT NULL DEFAULT 0,
      attempt_id ${text},
      asks ${int} NOT NULL DEFAULT 0,
      due_at ${time} NOT NULL,
      handed_at ${time},
      sent_at ${time},
      created_at ${time} NOT NULL,
      updated_at ${time} NOT NULL
    )`);
    await run(`CREATE INDEX idx_direct_messages_workspace_id ON direct_messages(workspace_id, id)`);
    await run(`CREATE INDEX idx_direct_messages_contact ON direct_messages(contact_id)`);
    await run(`CREATE UNIQUE INDEX uq_direct_messages_message_id ON direct_messages(message_id)`);
    await run(
      `CREATE INDEX idx_direct_messages_vendor ON direct_messages(vendor_message_id, workspace_id) WHERE vendor_message_id IS NOT NULL`,
    );
    await run(`CREATE INDEX idx_fk_direct_messages_user_id ON direct_messages(user_id) WHERE user_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE direct_messages`);
  }
}
