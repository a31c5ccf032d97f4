import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Parts of messages that are written once, their versions, and the templates that hold them. */
export class Snippets1767910003401 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    const workspace = `workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE`;
    await queryRunner.query(`CREATE TABLE snippets (
      id ${text} PRIMARY KEY,
      ${workspace},
      key ${text} NOT NULL,
      name ${text} NOT NULL,
      name_key ${text} NOT NULL,
      kind ${text} NOT NULL,
      version integer NOT NULL,
      deleted_at ${text},
      created_at ${text} NOT NULL,
      updated_at ${text} NOT NULL
    )`);
    await queryRunner.query(`CREATE UNIQUE INDEX uq_snippets_key ON snippets(workspace_id, key)`);
    await queryRunner.query(`CREATE UNIQUE INDEX uq_snippets_name ON snippets(workspace_id, name_key) WHERE deleted_at IS NULL`);
    await queryRunner.query(`CREATE TABLE snippet_versions (
      id ${text} PRIMARY KEY,
      ${workspace},
      snippet_id ${text} NOT NULL REFERENCES snippets(id) ON DELETE CASCADE,
      version integer NOT NULL,
      name ${text} NOT NULL,
      body ${text} NOT NULL,
      document ${text},
      created_by ${text} REFERENCES users(id) ON DELETE SET NULL,
      created_at ${text} NOT NULL,
      UNIQUE (snippet_id, version)
    )`);
    await queryRunner.query(`CREATE INDEX idx_snippet_versions_workspace_id ON snippet_versions(workspace_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_fk_snippet_versions_created_by ON snippet_versions(created_by) WHERE created_by IS NOT NULL`);
    await queryRunner.query(`CREATE TABLE template_snippets (
      template_version_id ${text} NOT NULL REFERENCES template_versions(id) ON DELETE CASCADE,
      snippet_id ${text} NOT NULL REFERENCES snippets(id) ON DELETE CASCADE,
      snippet_version integer NOT NULL,
      ${workspace},
      PRIMARY KEY (template_version_id, snippet_id, snippet_version)
    )`);
    await queryRunner.query(`CREATE INDEX idx_template_snippets_snippet ON template_snippets(snippet_id, template_version_id)`);
    await queryRunner.query(`CREATE INDEX idx_template_snippets_workspace ON template_snippets(workspace_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['template_snippets', 'snippet_versions', 'snippets']) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
