import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Forms with which strangers sign up, and those who have done so. */
export class SubscriptionForms1767760000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, json, int, bool } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE subscription_forms (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      name ${text} NOT NULL,
      content_json ${json} NOT NULL,
      is_active ${bool(false)},
      version ${int} NOT NULL,
      submitted_count ${int} NOT NULL DEFAULT 0,
      confirmed_count ${int} NOT NULL DEFAULT 0,
      created_at ${time} NOT NULL,
      updated_at ${time} NOT NULL
    )`);
    await run(`CREATE UNIQUE INDEX idx_subscription_forms_name ON subscription_forms(workspace_id, name)`);
    await run(`CREATE TABLE form_sign_ups (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      form_id ${text} NOT NULL REFERENCES subscription_forms(id) ON DELETE CASCADE,
      mail ${text} NOT NULL,
      address_key ${text},
      content_json ${json},
      created_at ${time} NOT NULL,
      expires_at ${time},
      confirmed_at ${time},
      contact_id ${text} REFERENCES base_contacts(id) ON DELETE CASCADE
    )`);
    await run(`CREATE INDEX idx_form_sign_ups_form ON form_sign_ups(form_id, confirmed_at, id)`);
    await run(`CREATE INDEX idx_form_sign_ups_address ON form_sign_ups(workspace_id, address_key)`);
    await run(`CREATE INDEX idx_form_sign_ups_expires ON form_sign_ups(expires_at) WHERE expires_at IS NOT NULL`);
    await run(`CREATE INDEX idx_form_sign_ups_contact ON form_sign_ups(contact_id) WHERE contact_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['form_sign_ups', 'subscription_forms']) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
