import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Which images of the library a version of a template shows. */
export class TemplateImages1767910002102 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE template_images (
      template_version_id ${text} NOT NULL REFERENCES template_versions(id) ON DELETE CASCADE,
      file_id ${text} NOT NULL REFERENCES image_files(id) ON DELETE CASCADE,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      PRIMARY KEY (template_version_id, file_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_template_images_file ON template_images(file_id, template_version_id)`);
    await queryRunner.query(`CREATE INDEX idx_template_images_workspace ON template_images(workspace_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE template_images`);
  }
}
