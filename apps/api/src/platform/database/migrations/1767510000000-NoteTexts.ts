import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * Contacts are found by what people wrote on their timelines: `note_texts` holds the words of each such entry, folded, with indexes of its
 * own. Sent messages are not in it. A job fills it with the entries that are there (`note_text_refold` holds how far it is).
 */
export class NoteTexts1767510000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { type } = queryRunner.dataSource.options;
    const isPostgres = type === 'postgres';
    const { text } = columnTypes(type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`CREATE TABLE note_texts (
      ${isPostgres ? '' : 'search_id INTEGER PRIMARY KEY AUTOINCREMENT,'}
      id ${text} NOT NULL ${isPostgres ? 'PRIMARY KEY' : 'UNIQUE'} REFERENCES communication_logs(id) ON DELETE CASCADE,
      workspace_id ${text} NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
      text ${text} NOT NULL,
      short ${text} NOT NULL
    )`);
    await run('CREATE INDEX idx_note_texts_workspace_id ON note_texts(workspace_id, id)');
    for (const statement of isPostgres ? POSTGRES_INDEXES : SQLITE_INDEXES) await run(statement);
    await run(`CREATE TABLE note_text_refold (after_id ${text} NOT NULL)`);
    await run(`INSERT INTO note_text_refold (after_id) SELECT '' WHERE EXISTS (SELECT 1 FROM communication_logs)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const tables = [
      'note_text_refold',
      'note_texts',
      ...(queryRunner.dataSource.options.type === 'postgres' ? [] : ['note_search', 'note_short']),
    ];
    for (const table of tables) await queryRunner.query(`DROP TABLE ${table}`);
  }
}

const POSTGRES_INDEXES = [
  'CREATE INDEX idx_note_texts_text ON note_texts USING gin (text gin_trgm_ops)',
  `CREATE INDEX idx_note_texts_short ON note_texts USING gin (string_to_array(short, ' ')) WHERE short <> ''`,
];

/** Rows go with their entry, their contact or their workspace, by a foreign key: whoever removes those knows of no index. */
const SQLITE_INDEXES = [
  `CREATE VIRTUAL TABLE note_search USING fts5(text, content='', contentless_delete=1, tokenize='trigram', detail='none')`,
  `CREATE VIRTUAL TABLE note_short USING fts5(terms, content='', contentless_delete=1, tokenize='ascii', detail='none')`,
  ...['note_search', 'note_short'].map((index) => `INSERT INTO ${index} (${index}, rank) VALUES ('deletemerge', 0)`),
  `CREATE TRIGGER note_texts_delete AFTER DELETE ON note_texts
    BEGIN DELETE FROM note_search WHERE rowid = old.search_id; DELETE FROM note_short WHERE rowid = old.search_id; END`,
];
