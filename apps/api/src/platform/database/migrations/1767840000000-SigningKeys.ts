import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** The keys that SMTP senders sign messages with. */
export class SigningKeys1767840000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE signing_keys (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      sender_account_id ${text} NOT NULL REFERENCES sender_accounts(id) ON DELETE CASCADE,
      domain ${text} NOT NULL,
      selector ${text} NOT NULL,
      public_key ${text} NOT NULL,
      state ${text} NOT NULL,
      created_at ${time} NOT NULL,
      activated_at ${time},
      retired_at ${time}
    )`);
    await run(`CREATE INDEX idx_signing_keys_workspace_id ON signing_keys(workspace_id)`);
    await run(`CREATE INDEX idx_signing_keys_sender_account_id ON signing_keys(sender_account_id)`);
    await run(`CREATE UNIQUE INDEX uq_signing_keys_active ON signing_keys(sender_account_id, domain) WHERE state = 'active'`);
    await run(`CREATE UNIQUE INDEX uq_signing_keys_waiting ON signing_keys(sender_account_id, domain) WHERE state = 'waiting'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE signing_keys`);
  }
}
