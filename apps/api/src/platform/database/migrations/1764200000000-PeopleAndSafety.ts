import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';
import { accountSafetyTables } from './peopleAndSafety/accountSafetyTables.js';
import { auditTables } from './peopleAndSafety/auditTables.js';
import { workspaceSafetyTables } from './peopleAndSafety/workspaceSafetyTables.js';

/** Second factors, resets, API keys with scopes, the audit chain, the grace of a deleted workspace, stored answers of retried requests. */
export class PeopleAndSafety1764200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { type } = queryRunner.dataSource.options;
    const types = columnTypes(type);
    for (const statement of [...accountSafetyTables(types), ...workspaceSafetyTables(types), ...auditTables(types, type === 'postgres')]) {
      await queryRunner.query(statement);
    }
  }

  async down(): Promise<void> {
    throw new Error(
      'This migration cannot be undone: it would delete second factors, API keys and the audit log. Restore a backup instead.',
    );
  }
}
