import type { MigrationInterface, QueryRunner } from 'typeorm';
import { renewAccountKeys } from './emailKeys/renewAccountKeys.js';
import { renewConsentKeys } from './emailKeys/renewConsentKeys.js';
import { renewContactKeys } from './emailKeys/renewContactKeys.js';

/**
 * Keys of email addresses no longer hold invisible characters, wrapping quotes or full-width letters, and every domain is in its ASCII
 * form. Few addresses differ; they are found by one look through each table's keys.
 */
export class EmailKeys1765040002000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await renewConsentKeys(queryRunner);
    await renewContactKeys(queryRunner);
    await renewAccountKeys(queryRunner);
  }

  async down(): Promise<void> {
    // The keys before are not kept: two spellings of one address had two.
  }
}
