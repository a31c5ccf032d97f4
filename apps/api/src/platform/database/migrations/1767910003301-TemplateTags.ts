import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Tags of templates, templates that are kept without being offered, and versions with a name. */
export class TemplateTags1767910003301 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE templates ADD COLUMN archived_at ${text}`);
    await queryRunner.query(`ALTER TABLE template_versions ADD COLUMN label ${text}`);
    await queryRunner.query(`CREATE TABLE template_tags (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      name ${text} NOT NULL,
      name_key ${text} NOT NULL,
      colour ${text},
      created_at ${text} NOT NULL
    )`);
    await queryRunner.query(`CREATE UNIQUE INDEX uq_template_tags_name ON template_tags(workspace_id, name_key)`);
    await queryRunner.query(`CREATE TABLE template_tag_uses (
      template_id ${text} NOT NULL REFERENCES templates(id) ON DELETE CASCADE,
      tag_id ${text} NOT NULL REFERENCES template_tags(id) ON DELETE CASCADE,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      PRIMARY KEY (template_id, tag_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_template_tag_uses_tag ON template_tag_uses(tag_id, template_id)`);
    await queryRunner.query(`CREATE INDEX idx_template_tag_uses_workspace ON template_tag_uses(workspace_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE template_tag_uses`);
    await queryRunner.query(`DROP TABLE template_tags`);
    await queryRunner.query(`ALTER TABLE template_versions DROP COLUMN label`);
    await queryRunner.query(`ALTER TABLE templates DROP COLUMN archived_at`);
  }
}
