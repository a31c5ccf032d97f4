import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** How members have arranged Home. */
export class HomeLayouts1767910002501 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, json } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE home_layouts (
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      widgets_json ${json} NOT NULL,
      updated_at ${time} NOT NULL,
      PRIMARY KEY (workspace_id, user_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_fk_home_layouts_user_id ON home_layouts(user_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE home_layouts`);
  }
}
