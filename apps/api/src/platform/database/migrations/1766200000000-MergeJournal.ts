import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Contacts that became one, until it is too late to undo that. */
export class MergeJournal1766200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, json } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE merge_journal (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      user_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      primary_id ${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      merged_at ${time} NOT NULL,
      undone_at ${time},
      summary_json ${json} NOT NULL,
      journal_json ${json} NOT NULL
    )`);
    await queryRunner.query(`CREATE INDEX idx_merge_journal_workspace_id ON merge_journal(workspace_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_merge_journal_primary_id ON merge_journal(primary_id)`);
    await queryRunner.query(`CREATE INDEX idx_fk_merge_journal_user_id ON merge_journal(user_id) WHERE user_id IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_merge_journal_merged_at ON merge_journal(merged_at)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE merge_journal`);
  }
}
