import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Hosts of workspaces that tracked links lead through, and which of them a campaign began with. */
export class LinkDomains1767910002011 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE link_domains (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      host ${text} NOT NULL,
      state ${text} NOT NULL,
      problem ${text},
      checked_at ${time},
      proven_at ${time},
      retired_at ${time},
      created_at ${time} NOT NULL
    )`);
    await queryRunner.query(`CREATE INDEX idx_link_domains_workspace_id ON link_domains(workspace_id, id)`);
    await queryRunner.query(`CREATE UNIQUE INDEX uq_link_domains_current ON link_domains(workspace_id) WHERE retired_at IS NULL`);
    await queryRunner.query(`CREATE UNIQUE INDEX uq_link_domains_proven ON link_domains(host) WHERE proven_at IS NOT NULL`);
    await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN link_host ${text}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE campaigns DROP COLUMN link_host`);
    await queryRunner.query(`DROP TABLE link_domains`);
  }
}
