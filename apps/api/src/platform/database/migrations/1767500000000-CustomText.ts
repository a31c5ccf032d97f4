import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnTypes } from '../columns.js';

/**
 * Contacts are found by the words of their custom fields: `custom_text` and `custom_short` hold them in the contact's own row, and the search
 * indexes read both. A job fills them for contacts that are there (`custom_text_refold` holds how far it is in each workspace).
 */
export class CustomText1767500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const { type } = queryRunner.dataSource.options;
    const { text } = columnTypes(type);
    const run = (statement: string): Promise<unknown> => queryRunner.query(statement);
    await run(`ALTER TABLE base_contacts ADD COLUMN custom_text ${text}`);
    await run(`ALTER TABLE base_contacts ADD COLUMN custom_short ${text}`);
    for (const statement of type === 'postgres' ? [POSTGRES_INDEX] : [...dropTriggers, ...sqliteTriggers(true)]) await run(statement);
    await run(`CREATE TABLE custom_text_refold (
      workspace_id ${text} PRIMARY KEY REFERENCES workspaces(id) ON DELETE CASCADE,
      after_id ${text} NOT NULL
    )`);
    await run(`INSERT INTO custom_text_refold (workspace_id, after_id)
      SELECT w.id, '' FROM workspaces w WHERE EXISTS (SELECT 1 FROM custom_field_definitions d WHERE d.workspace_id = w.id)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE custom_text_refold');
    const isPostgres = queryRunner.dataSource.options.type === 'postgres';
    for (const statement of isPostgres ? ['DROP INDEX idx_base_contacts_custom_text'] : [...dropTriggers, ...sqliteTriggers(false)])
      await queryRunner.query(statement);
    await queryRunner.query('ALTER TABLE base_contacts DROP COLUMN custom_short');
    await queryRunner.query('ALTER TABLE base_contacts DROP COLUMN custom_text');
  }
}

const POSTGRES_INDEX = `CREATE INDEX idx_base_contacts_custom_text ON base_contacts
  USING gin (custom_text gin_trgm_ops, string_to_array(custom_short, ' ')) WITH (gin_pending_list_limit = 512) WHERE custom_text IS NOT NULL`;

const dropTriggers = ['DROP TRIGGER contact_search_update', 'DROP TRIGGER contact_short_update'];

function sqliteTriggers(withCustomText: boolean): string[] {
  const trigger = (name: string, column: string, table: string, custom: string, text: string): string => {
    const isOther = withCustomText
      ? `(new.${column} <> old.${column} OR new.${custom} IS NOT old.${custom})`
      : `new.${column} <> old.${column}`;
    return `CREATE TRIGGER ${name} AFTER UPDATE OF ${withCustomText ? `${column}, ${custom}` : column} ON base_contacts
      WHEN ${isOther} AND old.search_id <= (SELECT indexed_up_to FROM contact_search_state)
      BEGIN INSERT OR REPLACE INTO ${table}(rowid, ${text}) VALUES (new.search_id, new.${column}${withCustomText ? ` || COALESCE(' ' || new.${custom}, '')` : ''}); END`;
  };
  return [
    trigger('contact_search_update', 'search_text', 'contact_search', 'custom_text', 'text'),
    trigger('contact_short_update', 'search_short', 'contact_short', 'custom_short', 'terms'),
  ];
}
