import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

const COLUMNS = 'id, workspace_id, provider, event_id, recipient_id, message_id, type, detail_json, occurred_at, received_at';

/**
 * Reports of providers are told apart by account and event id: two accounts at one provider may use the same ids. Those that are stored
 * came from sources of ours, one for each workspace. Messages are found by the provider's own id.
 */
export class ProviderIds1765201000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    if (queryRunner.dataSource.options.type === 'postgres') await this.onPostgres(queryRunner);
    else await this.rebuild(queryRunner, 'account_id', 'workspace_id');
    await queryRunner.query(
      `CREATE INDEX idx_campaign_recipients_vendor ON campaign_recipients(vendor_message_id, workspace_id) WHERE vendor_message_id IS NOT NULL`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX idx_campaign_recipients_vendor`);
    if (queryRunner.dataSource.options.type !== 'postgres') return this.rebuild(queryRunner, null, null);
    await queryRunner.query(`ALTER TABLE delivery_events DROP CONSTRAINT uq_delivery_events_account`);
    await queryRunner.query(`ALTER TABLE delivery_events ADD CONSTRAINT delivery_events_provider_event_id_key UNIQUE (provider, event_id)`);
    await queryRunner.query(`ALTER TABLE delivery_events DROP COLUMN account_id`);
  }

  private async onPostgres(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes('postgres');
    await queryRunner.query(`ALTER TABLE delivery_events ADD COLUMN account_id ${text}`);
    await queryRunner.query(`UPDATE delivery_events SET account_id = workspace_id`);
    await queryRunner.query(`ALTER TABLE delivery_events ALTER COLUMN account_id SET NOT NULL`);
    await queryRunner.query(`ALTER TABLE delivery_events DROP CONSTRAINT delivery_events_provider_event_id_key`);
    await queryRunner.query(`ALTER TABLE delivery_events ADD CONSTRAINT uq_delivery_events_account UNIQUE (account_id, event_id)`);
  }

  /** SQLite cannot take a UNIQUE out of a table: it is written anew. */
  private async rebuild(queryRunner: QueryRunner, column: 'account_id' | null, from: string | null): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE delivery_events RENAME TO delivery_events_before`);
    for (const index of ['idx_delivery_events_recipient', 'idx_delivery_events_workspace_recipient_id'])
      await queryRunner.query(`DROP INDEX ${index}`);
    await queryRunner.query(`CREATE TABLE delivery_events (
      id ${t.text} PRIMARY KEY,
      workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      provider ${t.text} NOT NULL,
      ${column ? `${column} ${t.text} NOT NULL,` : ''}
      event_id ${t.text} NOT NULL,
      recipient_id ${t.text},
      message_id ${t.text},
      type ${t.text} NOT NULL,
      detail_json ${t.json},
      occurred_at ${t.time} NOT NULL,
      received_at ${t.time} NOT NULL,
      UNIQUE(${column ?? 'provider'}, event_id)
    )`);
    const [more, values] = column ? [`, ${column}`, `, ${from}`] : ['', ''];
    await queryRunner.query(`INSERT INTO delivery_events (${COLUMNS}${more}) SELECT ${COLUMNS}${values} FROM delivery_events_before`);
    await queryRunner.query(`DROP TABLE delivery_events_before`);
    await queryRunner.query(`CREATE INDEX idx_delivery_events_recipient ON delivery_events(recipient_id)`);
    await queryRunner.query(`CREATE INDEX idx_delivery_events_workspace_recipient_id ON delivery_events(workspace_id, recipient_id)`);
  }
}
