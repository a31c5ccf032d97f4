import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** What a workspace writes about, who has left which of it, and who has paused all of it for a while. */
export class Topics1767750000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE topics (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      name ${text} NOT NULL,
      description ${text},
      position ${int} NOT NULL,
      version ${int} NOT NULL,
      archived_at ${time},
      created_at ${time} NOT NULL,
      updated_at ${time} NOT NULL
    )`);
    await run(`CREATE UNIQUE INDEX idx_topics_name ON topics(workspace_id, name)`);
    await run(`CREATE TABLE topic_opt_outs (
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      channel ${text} NOT NULL,
      address_key ${text} NOT NULL,
      topic_id ${text} NOT NULL REFERENCES topics(id) ON DELETE CASCADE,
      created_at ${time} NOT NULL,
      PRIMARY KEY (workspace_id, channel, address_key, topic_id)
    )`);
    await run(`CREATE INDEX idx_fk_topic_opt_outs_topic_id ON topic_opt_outs(topic_id)`);
    await run(`CREATE TABLE consent_pauses (
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      channel ${text} NOT NULL,
      address_key ${text} NOT NULL,
      until ${time} NOT NULL,
      created_at ${time} NOT NULL,
      PRIMARY KEY (workspace_id, channel, address_key)
    )`);
    await run(`CREATE INDEX idx_consent_pauses_until ON consent_pauses(until)`);
    await run(`ALTER TABLE consent_events ADD COLUMN topic_id ${text}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE consent_events DROP COLUMN topic_id`);
    for (const table of ['consent_pauses', 'topic_opt_outs', 'topics']) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
