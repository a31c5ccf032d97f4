import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Values of fields that one user gives contacts for themselves, apart from those of the workspace. */
export class PersonalFields1767600000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`CREATE TABLE personal_field_values (
      contact_id ${text} NOT NULL REFERENCES base_contacts(id) ON DELETE CASCADE,
      definition_id ${text} NOT NULL REFERENCES custom_field_definitions(id) ON DELETE CASCADE,
      value ${text} NOT NULL,
      updated_at ${time} NOT NULL,
      PRIMARY KEY (contact_id, definition_id)
    )`);
    await queryRunner.query(`CREATE INDEX idx_personal_field_values_definition ON personal_field_values(definition_id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE personal_field_values`);
  }
}
