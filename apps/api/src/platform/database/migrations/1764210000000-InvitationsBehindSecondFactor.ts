import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Whoever accepts an invitation with an account that has a second factor joins once that is given. */
export class InvitationsBehindSecondFactor1764210000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { text } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE sign_in_challenges ADD COLUMN invitation_id ${text} REFERENCES invitations(id) ON DELETE CASCADE`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE sign_in_challenges DROP COLUMN invitation_id`);
  }
}
