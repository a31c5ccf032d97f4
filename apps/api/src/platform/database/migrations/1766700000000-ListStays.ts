import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

const LIST_COLUMNS = ['position', 'stuck_after_days'] as const;
const CAUSES = ['added_via', 'added_by', 'added_ref'] as const;

/** Stages have an order and a limit of days; who is on a list says how they came there, and who left it leaves that behind. */
export class ListStays1766700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, int, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE contact_lists ADD COLUMN position ${int} NOT NULL DEFAULT 0`);
    await queryRunner.query(`ALTER TABLE contact_lists ADD COLUMN stuck_after_days ${int}`);
    for (const column of CAUSES) await queryRunner.query(`ALTER TABLE contact_list_assignments ADD COLUMN ${column} ${text}`);
    await queryRunner.query(
      `CREATE INDEX idx_contact_list_assignments_since ON contact_list_assignments(list_id, assigned_at, contact_id)`,
    );
    await queryRunner.query(`CREATE TABLE list_stays (
      id ${text} PRIMARY KEY,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      list_id ${text} NOT NULL REFERENCES contact_lists(id) ON DELETE CASCADE,
      contact_id ${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      joined_at ${time} NOT NULL,
      joined_via ${text},
      joined_by ${text},
      joined_ref ${text},
      left_at ${time} NOT NULL,
      left_via ${text},
      left_by ${text},
      left_ref ${text}
    )`);
    await queryRunner.query(`CREATE INDEX idx_list_stays_contact_id ON list_stays(contact_id, left_at, id)`);
    await queryRunner.query(`CREATE INDEX idx_list_stays_joined ON list_stays(list_id, joined_at, id)`);
    await queryRunner.query(`CREATE INDEX idx_list_stays_left ON list_stays(list_id, left_at, id)`);
    await queryRunner.query(`CREATE INDEX idx_list_stays_workspace_id ON list_stays(workspace_id, id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE list_stays`);
    await queryRunner.query(`DROP INDEX idx_contact_list_assignments_since`);
    for (const column of [...CAUSES].reverse()) await queryRunner.query(`ALTER TABLE contact_list_assignments DROP COLUMN ${column}`);
    for (const column of [...LIST_COLUMNS].reverse()) await queryRunner.query(`ALTER TABLE contact_lists DROP COLUMN ${column}`);
  }
}
