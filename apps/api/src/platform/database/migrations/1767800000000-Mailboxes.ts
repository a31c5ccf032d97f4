import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Mailboxes that bounces and replies are read from, and which messages of them were about ours. */
export class Mailboxes1767800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE mailboxes (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      sender_account_id ${text} NOT NULL REFERENCES sender_accounts(id) ON DELETE CASCADE,
      settings_json ${text} NOT NULL,
      settings_version ${int} NOT NULL,
      state ${text} NOT NULL,
      place ${text} NOT NULL,
      next_read_at ${time} NOT NULL,
      failures ${int} NOT NULL DEFAULT 0,
      last_read_at ${time},
      last_error ${text},
      last_error_at ${time},
      bounces ${int} NOT NULL DEFAULT 0,
      complaints ${int} NOT NULL DEFAULT 0,
      replies ${int} NOT NULL DEFAULT 0,
      automatic ${int} NOT NULL DEFAULT 0,
      others ${int} NOT NULL DEFAULT 0,
      created_at ${time} NOT NULL,
      updated_at ${time} NOT NULL
    )`);
    await run(`CREATE INDEX idx_mailboxes_workspace_id ON mailboxes(workspace_id)`);
    await run(`CREATE UNIQUE INDEX uq_mailboxes_sender_account_id ON mailboxes(sender_account_id)`);
    await run(`CREATE INDEX idx_mailboxes_due ON mailboxes(next_read_at) WHERE state <> 'paused'`);
    await run(`CREATE TABLE inbound_messages (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      mailbox_id ${text} NOT NULL REFERENCES mailboxes(id) ON DELETE CASCADE,
      digest ${text} NOT NULL,
      kind ${text} NOT NULL,
      severity ${text},
      about_id ${text} NOT NULL,
      address_key ${text} NOT NULL,
      received_at ${time} NOT NULL,
      created_at ${time} NOT NULL
    )`);
    await run(`CREATE UNIQUE INDEX uq_inbound_messages_digest ON inbound_messages(mailbox_id, digest)`);
    await run(`CREATE INDEX idx_inbound_messages_address ON inbound_messages(workspace_id, address_key, received_at)`);
    await run(`CREATE INDEX idx_inbound_messages_created ON inbound_messages(created_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE inbound_messages`);
    await queryRunner.query(`DROP TABLE mailboxes`);
  }
}
