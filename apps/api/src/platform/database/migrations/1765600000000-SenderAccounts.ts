import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** What was a column of workspace_email_providers and belongs to the account. */
const MOVED = ['state', 'state_reason', 'last_test_json', 'last_tested_at'];

/**
 * A workspace may have several senders. Each sender of until now becomes an account under the id of its row: the secrets that are sealed
 * for it are bound to that id, and approvals name it. workspace_email_providers says which account is the active one.
 */
export class SenderAccounts1765600000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, json, int, now } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE sender_accounts (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      kind ${text} NOT NULL,
      channel ${text} NOT NULL CHECK(channel IN ('email','text')),
      name ${text} NOT NULL,
      settings_json ${json} NOT NULL,
      settings_version ${int} NOT NULL DEFAULT 1,
      state ${text} NOT NULL DEFAULT 'untested' CHECK(state IN ('untested','ready','paused')),
      state_reason ${text},
      last_test_json ${json},
      last_tested_at ${time},
      rate_per_minute ${int} CHECK(rate_per_minute > 0),
      paced_until ${time} NOT NULL DEFAULT '',
      quota_per_day ${int} CHECK(quota_per_day > 0),
      quota_used ${int} NOT NULL DEFAULT 0,
      quota_day ${text} NOT NULL DEFAULT '',
      created_at ${time} NOT NULL DEFAULT ${now},
      updated_at ${time} NOT NULL DEFAULT ${now}
    )`);
    await queryRunner.query(`CREATE INDEX idx_sender_accounts_workspace_id ON sender_accounts(workspace_id)`);
    await queryRunner.query(
      `INSERT INTO sender_accounts (id, workspace_id, kind, channel, name, settings_json, state, state_reason, last_test_json, last_tested_at, created_at, updated_at)
       SELECT id, workspace_id, provider_type, 'email', CASE provider_type WHEN 'mail_lab' THEN 'Mail lab' ELSE 'SMTP server' END,
              config_json, state, state_reason, last_test_json, last_tested_at, created_at, updated_at
       FROM workspace_email_providers`,
    );
    await queryRunner.query(
      `ALTER TABLE workspace_email_providers ADD COLUMN account_id ${text} REFERENCES sender_accounts(id) ON DELETE SET NULL`,
    );
    await queryRunner.query(
      `CREATE INDEX idx_fk_workspace_email_providers_account_id ON workspace_email_providers(account_id) WHERE account_id IS NOT NULL`,
    );
    await queryRunner.query(`UPDATE workspace_email_providers SET account_id = id, config_json = '{}'`);
    for (const column of MOVED) await queryRunner.query(`ALTER TABLE workspace_email_providers DROP COLUMN ${column}`);
    await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN sender_account_id ${text} REFERENCES sender_accounts(id) ON DELETE SET NULL`);
    await queryRunner.query(
      `CREATE INDEX idx_fk_campaigns_sender_account_id ON campaigns(sender_account_id) WHERE sender_account_id IS NOT NULL`,
    );
    await queryRunner.query(
      `UPDATE campaigns SET sender_account_id = (SELECT a.id FROM sender_accounts a WHERE a.workspace_id = campaigns.workspace_id AND a.kind = campaigns.sender_type)
       WHERE status IN ('sending','paused') AND sender_type <> 'mail_lab'`,
    );
  }

  /** The active account alone stays: there is room for one. */
  async down(queryRunner: QueryRunner): Promise<void> {
    const { text, time, json } = columnTypes(queryRunner.dataSource.options.type);
    const old = `${text} NOT NULL DEFAULT 'untested' CHECK(state IN ('untested','ready','paused'))`;
    for (const column of [`state ${old}`, `state_reason ${text}`, `last_test_json ${json}`, `last_tested_at ${time}`])
      await queryRunner.query(`ALTER TABLE workspace_email_providers ADD COLUMN ${column}`);
    const of = (column: string): string => `(SELECT a.${column} FROM sender_accounts a WHERE a.id = workspace_email_providers.account_id)`;
    await queryRunner.query(
      `UPDATE workspace_email_providers SET config_json = ${of('settings_json')}, ${MOVED.map((column) => `${column} = ${of(column)}`).join(', ')}
       WHERE account_id IS NOT NULL`,
    );
    // Secrets are bound to the id of what was the only row.
    await queryRunner.query(`UPDATE workspace_email_providers SET id = account_id WHERE account_id IS NOT NULL`);
    await queryRunner.query(`DROP INDEX idx_fk_campaigns_sender_account_id`);
    await queryRunner.query(`ALTER TABLE campaigns DROP COLUMN sender_account_id`);
    await queryRunner.query(`DROP INDEX idx_fk_workspace_email_providers_account_id`);
    await queryRunner.query(`ALTER TABLE workspace_email_providers DROP COLUMN account_id`);
    await queryRunner.query(`DROP TABLE sender_accounts`);
  }
}
