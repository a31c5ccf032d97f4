import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * Whoever accepts an invitation with an account that has a second factor joins once that is given; and whoever registers where that
 * is open confirms their address first.
 */
export class SignInSteps1764210000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE sign_in_challenges ADD COLUMN invitation_id ${text} REFERENCES invitations(id) ON DELETE CASCADE`);
    await queryRunner.query(
      `CREATE TABLE registration_links (
        token_hash ${text} PRIMARY KEY,
        email ${text} NOT NULL,
        created_at ${time} NOT NULL,
        expires_at ${time} NOT NULL,
        used_at ${time}
      )`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP TABLE registration_links`);
    await queryRunner.query(`ALTER TABLE sign_in_challenges DROP COLUMN invitation_id`);
  }
}
