import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Which addresses are proven, and what becomes void together (docs/adr/0047 and 0048). */
export class ProvenAddresses1765060000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    const statements = [
      `ALTER TABLE users ADD COLUMN email_verified_at ${t.time}`,
      // Whoever has an account already keeps what they could do.
      `UPDATE users SET email_verified_at = created_at`,
      // The workspace whose invitation made an account that has not proven its address; no reference: it may outlive the workspace.
      `ALTER TABLE users ADD COLUMN vouched_workspace_id ${t.text}`,
      `ALTER TABLE users ADD COLUMN credentials_version ${t.int} NOT NULL DEFAULT 1`,
      `ALTER TABLE invitations ADD COLUMN mail_token_hash ${t.text}`,
      `CREATE UNIQUE INDEX idx_invitations_mail_token ON invitations(mail_token_hash)`,
      `CREATE INDEX idx_invitations_invited_by ON invitations(invited_by)`,
      `ALTER TABLE sign_in_challenges ADD COLUMN proves_email ${t.bool(false)}`,
      `ALTER TABLE system_mails ADD COLUMN kind ${t.text} NOT NULL DEFAULT 'link'`,
      // One valid link per account, whoever asks at the same moment. Those on their way live for an hour: they are asked for again.
      ...['password_resets', 'email_changes'].flatMap((table) => [
        `DELETE FROM ${table}`,
        `DROP INDEX idx_${table}_user_id`,
        `CREATE UNIQUE INDEX idx_${table}_user_id ON ${table}(user_id)`,
      ]),
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      ...['password_resets', 'email_changes'].flatMap((table) => [
        `DROP INDEX idx_${table}_user_id`,
        `CREATE INDEX idx_${table}_user_id ON ${table}(user_id)`,
      ]),
      `ALTER TABLE system_mails DROP COLUMN kind`,
      `ALTER TABLE sign_in_challenges DROP COLUMN proves_email`,
      `DROP INDEX idx_invitations_invited_by`,
      `DROP INDEX idx_invitations_mail_token`,
      `ALTER TABLE invitations DROP COLUMN mail_token_hash`,
      `ALTER TABLE users DROP COLUMN credentials_version`,
      `ALTER TABLE users DROP COLUMN vouched_workspace_id`,
      `ALTER TABLE users DROP COLUMN email_verified_at`,
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }
}
