import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';
import { newId } from '../ids.js';

/** One row: which installation this is, where it was last, how far it had come, and whether it may send (platform/installation). */
export class InstallationIdentity1765090000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { type } = queryRunner.dataSource.options;
    const t = columnTypes(type);
    await queryRunner.query(`CREATE TABLE installation (
      installation_id ${t.text} PRIMARY KEY,
      place ${t.text},
      beat ${t.int} NOT NULL DEFAULT 0,
      hold_reason ${t.text} CHECK(hold_reason IN ('copied','rewound')),
      held_at ${t.time}
    )`);
    await queryRunner.query(`INSERT INTO installation (installation_id) VALUES (${type === 'postgres' ? '$1' : '?'})`, [newId()]);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE installation`);
  }
}
