import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * Further email addresses and phone numbers of a contact. The primary ones stay in `base_contacts`, unique among live contacts; a number
 * that several people share is the primary of one of them and is kept here for the others.
 */
export class ContactPoints1765040001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const t = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(
      `CREATE TABLE contact_points (
        id ${t.text} PRIMARY KEY,
        workspace_id ${t.text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
        contact_id ${t.text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
        kind ${t.text} NOT NULL CHECK(kind IN ('email','phone')),
        value ${t.text} NOT NULL,
        point_key ${t.text} NOT NULL,
        label ${t.text},
        state ${t.text} NOT NULL DEFAULT 'active',
        created_at ${t.time} NOT NULL
      )`,
    );
    await queryRunner.query('CREATE UNIQUE INDEX uq_contact_points ON contact_points(contact_id, kind, point_key)');
    await queryRunner.query('CREATE INDEX idx_contact_points_key ON contact_points(workspace_id, kind, point_key)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE contact_points');
  }
}
