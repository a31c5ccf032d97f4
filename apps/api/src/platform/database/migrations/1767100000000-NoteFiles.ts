import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Files that belong to notes on a timeline. */
export class NoteFiles1767100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, int } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE note_files (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      contact_id ${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      entry_id ${text} REFERENCES communication_logs(id) ON DELETE SET NULL,
      user_id ${text} REFERENCES users(id) ON DELETE SET NULL,
      name ${text} NOT NULL,
      size ${int} NOT NULL,
      created_at ${time} NOT NULL
    )`);
    await queryRunner.query(`CREATE INDEX idx_note_files_contact ON note_files(contact_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_note_files_entry ON note_files(entry_id) WHERE entry_id IS NOT NULL`);
    await queryRunner.query(`CREATE INDEX idx_note_files_loose ON note_files(created_at) WHERE entry_id IS NULL`);
    await queryRunner.query(`CREATE INDEX idx_note_files_workspace ON note_files(workspace_id, id)`);
    await queryRunner.query(`CREATE INDEX idx_fk_note_files_user_id ON note_files(user_id) WHERE user_id IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE note_files`);
  }
}
