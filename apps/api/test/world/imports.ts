import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { runImport } from '../support/imports.js';
import { dataOf } from '../support/Person.js';
import { longEmail, type World, words, type WorldPart } from '../support/world.js';

async function upload({ person }: World): Promise<string> {
  const file = Buffer.from(`First name,Email\nAnn,${newId()}@example.com\n`);
  return (await dataOf<{ id: string }>(person.post('imports').attach('file', file, 'people.csv'))).id;
}

export const part: WorldPart = {
  ones: async (world) => ({ imports: await upload(world) }),
  acts: (world) => ({
    uploadImport: () => Promise.resolve({ file: 'First name,Email\nAnn,ann.import@example.com\n' }),
    updateImport: async () => ({ path: { id: await upload(world) }, body: { defaultCountry: 'BE' } }),
    undoImport: async () => ({ path: { id: (await runImport(world.person, `First name,Email\nAnn,${newId()}@example.com\n`)).id } }),
    fixImportRejects: async () => {
      const { id } = await runImport(world.person, `First name,Email\nAnn,not an address\n`);
      const rows = [{ rowNumber: 1, cells: [{ index: 1, value: `${newId()}@example.com` }] }];
      return { path: { id }, body: { rows } };
    },
    discardImport: async () => ({ path: { id: await upload(world) } }),
    rehearseImport: async () => ({ path: { id: await upload(world) }, body: { mode: 'createAndUpdate' } }),
    cancelImportRehearsal: async () => {
      const id = await upload(world);
      await world.change(
        sql`INSERT INTO import_rehearsals (import_id, run_id, status, input_json, settings_hash, started_at) VALUES (${id}, ${newId()}, 'running', '{"mode":"createAndUpdate"}', '', '2026-01-31T09:00:00.000Z')`,
      );
      return { path: { id } };
    },
    startImport: async () => ({ path: { id: await upload(world) }, body: { mode: 'createAndUpdate' } }),
    cancelImport: async () => {
      const id = await upload(world);
      await world.change(sql`UPDATE import_jobs SET status = 'running' WHERE id = ${id}`);
      return { path: { id } };
    },
  }),
  /** One row that is rejected, one with a cell that cannot be read, one with a note: its number is another person's. */
  async lists(world) {
    const { person } = world;
    const header = ['email', 'first name', 'phone', words(80)];
    const rows = [
      ['no address', words(3_000), '', '1'],
      [longEmail(200), 'Ann', '+49 30 901820', words(3_000)],
      ['bob@example.com', 'Bob', '+49 30 901820', '2'],
    ];
    const columns = [{ index: 3, target: 'custom:number', newField: { label: words(80), fieldType: 'number' } }];
    const { id } = await runImport(person, [header, ...rows].map((row) => row.join(';')).join('\n'), {
      name: `${'f'.repeat(190)}.csv`,
      update: { columns },
      start: { mode: 'createAndUpdate', newListName: words(100) },
    });
    const rehearsed = await upload(world);
    await world.change(
      sql`INSERT INTO import_rehearsal_rows (import_id, kind, row_number, line, name, column_name, code, reason, raw, changes_json)
          VALUES (${rehearsed}, 'created', 1, 2, ${words(120)}, ${words(80)}, 'contact.phoneShared', ${words(300)}, NULL, ${JSON.stringify(Array.from({ length: 4 }, () => ({ field: `custom:${'f'.repeat(60)}`, from: words(120), to: words(120) })))})`,
    );
    return {
      parameters: {
        listImportRejects: { id },
        listImportCells: { id },
        listImportNotes: { id },
        listImportRehearsalRows: { id: rehearsed },
      },
    };
  },
};
