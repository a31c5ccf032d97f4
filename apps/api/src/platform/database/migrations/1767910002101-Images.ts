import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** The image library of a workspace. */
export class Images1767910002101 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE images (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      file_id ${text} NOT NULL,
      sha256 ${text} NOT NULL,
      name ${text} NOT NULL,
      alt ${text},
      version ${int} NOT NULL,
      created_by ${text} REFERENCES users(id) ON DELETE SET NULL,
      created_at ${time} NOT NULL,
      updated_at ${time} NOT NULL,
      deleted_at ${time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_images_workspace ON images(workspace_id, created_at, id)`);
    await queryRunner.query(`CREATE UNIQUE INDEX uq_images_sha256 ON images(workspace_id, sha256)`);
    await queryRunner.query(`CREATE INDEX idx_images_trash ON images(deleted_at) WHERE deleted_at IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_fk_images_created_by ON images(created_by) WHERE created_by IS NOT NULL`);
    await queryRunner.query(`CREATE TABLE image_files (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      image_id ${text} NOT NULL REFERENCES images(id) ON DELETE CASCADE,
      token ${text} NOT NULL,
      kind ${text} NOT NULL,
      content_type ${text} NOT NULL,
      width ${int} NOT NULL,
      height ${int} NOT NULL,
      frames ${int} NOT NULL,
      original_width ${int} NOT NULL,
      original_height ${int} NOT NULL,
      original_frames ${int} NOT NULL,
      full_bytes ${int} NOT NULL,
      webp_bytes ${int} NOT NULL,
      small_bytes ${int} NOT NULL,
      created_at ${time} NOT NULL
    )`);
    await queryRunner.query(`CREATE UNIQUE INDEX uq_image_files_token ON image_files(token)`);
    await queryRunner.query(`CREATE INDEX idx_image_files_image ON image_files(image_id, created_at)`);
    await queryRunner.query(`CREATE INDEX idx_image_files_workspace ON image_files(workspace_id, id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE image_files`);
    await queryRunner.query(`DROP TABLE images`);
  }
}
