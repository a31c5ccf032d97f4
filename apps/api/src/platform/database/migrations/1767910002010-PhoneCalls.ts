import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Calls that members make to contacts, and the phones of members that ring for them. */
export class PhoneCalls1767910002010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE phone_calls (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      contact_id ${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      user_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      sender_account_id ${text} NOT NULL,
      user_phone ${text} NOT NULL,
      contact_phone ${text} NOT NULL,
      from_phone ${text} NOT NULL,
      state ${text} NOT NULL,
      reason ${text},
      seconds ${int} NOT NULL DEFAULT 0,
      vendor_call_id ${text},
      vendor_leg_id ${text},
      asks ${int} NOT NULL DEFAULT 0,
      cancelled_at ${time},
      created_at ${time} NOT NULL,
      ended_at ${time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_phone_calls_workspace_id ON phone_calls(workspace_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_phone_calls_contact ON phone_calls(contact_id)`);
    await queryRunner.query(`CREATE INDEX idx_fk_phone_calls_user_id ON phone_calls(user_id) WHERE user_id IS NOT NULL`);
    // A member has one phone: while it rings or is talked into, nothing else rings it.
    await queryRunner.query(`CREATE UNIQUE INDEX uq_phone_calls_live ON phone_calls(workspace_id, user_id) WHERE ended_at IS NULL`);
    await queryRunner.query(`CREATE TABLE call_phones (
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      phone ${text} NOT NULL,
      updated_at ${time} NOT NULL,
      PRIMARY KEY (workspace_id, user_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_fk_call_phones_user_id ON call_phones(user_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE call_phones`);
    await queryRunner.query(`DROP TABLE phone_calls`);
  }
}
