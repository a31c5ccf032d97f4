import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Views of the contact table that people keep, and which of them each of them opens with. */
export class SavedViews1766750000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, bool, int } = columnTypes(queryRunner.dataSource.options.type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE saved_views (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      owner_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      name ${text} NOT NULL,
      is_shared ${bool(false)},
      columns_json ${text} NOT NULL,
      sort ${text} NOT NULL,
      filter_json ${text} NOT NULL,
      version ${int} NOT NULL,
      created_at ${time} NOT NULL,
      updated_at ${time} NOT NULL,
      deleted_at ${time}
    )`);
    await run(`CREATE UNIQUE INDEX idx_saved_views_name ON saved_views(workspace_id, owner_id, name) WHERE deleted_at IS NULL`);
    await run(`CREATE INDEX idx_saved_views_workspace ON saved_views(workspace_id, name, id)`);
    await run(`CREATE INDEX idx_fk_saved_views_owner_id ON saved_views(owner_id)`);
    await run(`CREATE INDEX idx_saved_views_deleted ON saved_views(deleted_at) WHERE deleted_at IS NOT NULL`);
    await run(`CREATE TABLE saved_view_defaults (
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${text} NOT NULL REFERENCES users(id) ON DELETE CASCADE,
      view_id ${text} NOT NULL REFERENCES saved_views(id) ON DELETE CASCADE,
      PRIMARY KEY (workspace_id, user_id)
    )`);
    await run(`CREATE INDEX idx_fk_saved_view_defaults_user_id ON saved_view_defaults(user_id)`);
    await run(`CREATE INDEX idx_fk_saved_view_defaults_view_id ON saved_view_defaults(view_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE saved_view_defaults`);
    await queryRunner.query(`DROP TABLE saved_views`);
  }
}
