import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/** `lane0:` and the 36 characters of an id. */
const AROUND_LANE = 'lane:'.length + 36;

/** The lane that holds a row of the ledger has a column of its own. Until now it was the beginning of the claim's token; rows in flight keep theirs. */
export class LedgerLane1765200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { int } = columnTypes(queryRunner.dataSource.options.type);
    await queryRunner.query(`ALTER TABLE campaign_recipients ADD COLUMN lane ${int}`);
    await queryRunner.query(
      `UPDATE campaign_recipients SET lane = CAST(SUBSTR(claim_token, 5, LENGTH(claim_token) - ${AROUND_LANE}) AS INTEGER)
       WHERE state IN ('claimed','handed') AND claim_token LIKE 'lane%:%'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE campaign_recipients DROP COLUMN lane`);
  }
}
