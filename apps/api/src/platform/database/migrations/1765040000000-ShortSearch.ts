import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * Contacts are found by one and two characters, too: `search_short` holds what they are found by, with an index of its own. Letters such
 * as ł and ø now fold to plain ones, so stored keys are written anew, by a job in small steps (`contact_refold` holds where it is).
 */
export class ShortSearch1765040000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { type } = queryRunner.dataSource.options;
    const { text } = columnTypes(type);
    await queryRunner.query(`ALTER TABLE base_contacts ADD COLUMN search_short ${text} NOT NULL DEFAULT ''`);
    for (const statement of type === 'postgres' ? [POSTGRES_INDEX] : SQLITE_INDEX) await queryRunner.query(statement);
    await queryRunner.query(`CREATE TABLE contact_refold (after_id ${text} NOT NULL)`);
    await queryRunner.query(`INSERT INTO contact_refold (after_id) SELECT '' WHERE EXISTS (SELECT 1 FROM base_contacts)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE contact_refold');
    if (queryRunner.dataSource.options.type === 'postgres') await queryRunner.query('DROP INDEX idx_base_contacts_short');
    else
      for (const name of ['TRIGGER contact_short_update', 'TRIGGER contact_short_delete', 'TABLE contact_short'])
        await queryRunner.query(`DROP ${name}`);
    await queryRunner.query('ALTER TABLE base_contacts DROP COLUMN search_short');
  }
}

const POSTGRES_INDEX = `CREATE INDEX idx_base_contacts_short ON base_contacts USING gin (string_to_array(search_short, ' '))`;

/** As the trigram index, this one holds the rows up to `indexed_up_to`. The tokenizer "ascii" takes every character beyond ASCII for a letter. */
const IS_INDEXED = 'old.search_id <= (SELECT indexed_up_to FROM contact_search_state)';
const SQLITE_INDEX = [
  `CREATE VIRTUAL TABLE contact_short USING fts5(terms, content='', contentless_delete=1, tokenize='ascii', detail='none')`,
  `CREATE TRIGGER contact_short_update AFTER UPDATE OF search_short ON base_contacts WHEN new.search_short <> old.search_short AND ${IS_INDEXED}
    BEGIN INSERT OR REPLACE INTO contact_short(rowid, terms) VALUES (new.search_id, new.search_short); END`,
  `CREATE TRIGGER contact_short_delete AFTER DELETE ON base_contacts WHEN ${IS_INDEXED}
    BEGIN DELETE FROM contact_short WHERE rowid = old.search_id; END`,
];
