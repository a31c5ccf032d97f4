import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEXES = ['contact_search', 'contact_short'];

/**
 * SQLite's search index marks deleted rows, and once a tenth of a part of it is marked, the statement that marks the next row writes that
 * part anew: as much as it reads for a limit of what it writes, which is nothing where all rows are gone. That held up everyone for up
 * to two seconds while a hundred thousand contacts were removed. What is marked now goes when parts are joined for new rows.
 */
export class SearchDeletes1766650000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await this.set(queryRunner, 0);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.set(queryRunner, 10);
  }

  /** At so many percent of marked rows a part is written anew; 0 is never. 10 is what FTS5 does by itself. */
  private async set(queryRunner: QueryRunner, percent: 0 | 10): Promise<void> {
    if (queryRunner.dataSource.options.type === 'postgres') return;
    for (const index of INDEXES) await queryRunner.query(`INSERT INTO ${index} (${index}, rank) VALUES ('deletemerge', ${percent})`);
  }
}
