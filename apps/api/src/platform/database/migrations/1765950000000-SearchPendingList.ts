import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The two indexes that a contact is searched by on PostgreSQL. */
const INDEXES = ['idx_base_contacts_search', 'idx_base_contacts_short'];

/**
 * What is written to these indexes is collected, and sorted into them by whoever makes the list longer than a limit: 4 MB by default, some
 * 3,000 contacts, and 40 ms in which a processor does nothing else. At 1 MB it is 10 ms, at 256 kB 5 ms, for the same work in all. Every search reads the list,
 * too. SQLite has groups of its own (ContactRepository).
 */
export class SearchPendingList1765950000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    if (queryRunner.dataSource.options.type !== 'postgres') return;
    for (const index of INDEXES) await queryRunner.query(`ALTER INDEX ${index} SET (gin_pending_list_limit = 512)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    if (queryRunner.dataSource.options.type !== 'postgres') return;
    for (const index of INDEXES) await queryRunner.query(`ALTER INDEX ${index} RESET (gin_pending_list_limit)`);
  }
}
