import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** Campaigns that send at most so many messages an hour: until when their time is given away. */
export class CampaignPace1767850000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { time } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN paced_until ${time}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE campaigns DROP COLUMN paced_until`);
  }
}
