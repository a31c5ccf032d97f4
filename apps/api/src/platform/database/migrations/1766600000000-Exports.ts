import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

export class Exports1766600000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, json, int, bool } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE exports (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      kind ${text} NOT NULL,
      format ${text} NOT NULL,
      options_json ${json} NOT NULL,
      selection_json ${json} NOT NULL,
      status ${text} NOT NULL,
      total ${int},
      row_count ${int} NOT NULL DEFAULT 0,
      file_size ${int},
      has_file ${bool(false)},
      error_message ${text},
      created_at ${time} NOT NULL,
      finished_at ${time},
      expires_at ${time}
    )`);
    await queryRunner.query(`CREATE INDEX idx_exports_workspace ON exports(workspace_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_fk_exports_user_id ON exports(user_id) WHERE user_id IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_exports_expires ON exports(expires_at) WHERE expires_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE exports`);
  }
}
