import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Contacts that may be one person, and those that someone said are not. */
export class Duplicates1766200001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time, json, int, bool } = columnTypes(queryRunner.dataSource.options.type);
    const workspace = `workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE`;
    const contact = `${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE`;
    await queryRunner.query(`CREATE TABLE duplicate_pairs (
      a_id ${contact},
      b_id ${contact},
      ${workspace},
      score ${int} NOT NULL,
      is_exact ${bool(false)},
      reasons_json ${json} NOT NULL,
      found_at ${time} NOT NULL,
      PRIMARY KEY (a_id, b_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_duplicate_pairs_score ON duplicate_pairs(workspace_id, score, a_id, b_id)`);
    await queryRunner.query(`CREATE INDEX idx_duplicate_pairs_b_id ON duplicate_pairs(b_id)`);
    await queryRunner.query(`CREATE TABLE duplicate_dismissals (
      contact_id ${contact},
      other_contact_id ${contact},
      ${workspace},
      dismissed_at ${time} NOT NULL,
      PRIMARY KEY (contact_id, other_contact_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_duplicate_dismissals_other_id ON duplicate_dismissals(other_contact_id)`);
    await queryRunner.query(`CREATE INDEX idx_duplicate_dismissals_workspace_id ON duplicate_dismissals(workspace_id, contact_id)`);
    await queryRunner.query(`CREATE TABLE duplicate_scans (
      workspace_id ${text} PRIMARY KEY REFERENCES workspaces(id) ON DELETE CASCADE,
      scanned_at ${time} NOT NULL
    )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['duplicate_scans', 'duplicate_dismissals', 'duplicate_pairs']) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
