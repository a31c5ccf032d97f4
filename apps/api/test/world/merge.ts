import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { REASONS } from '../../src/modules/merge/finding/scorePair.js';
import { dataOf } from '../support/Person.js';
import { type ContactSeed, type World, words, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

const pair = async (world: World): Promise<{ primaryId: string; secondaryIds: string[] }> => ({
  primaryId: await makeContact(world),
  secondaryIds: [await makeContact(world)],
});

/** With someone new, in both directions or in the one that the column is about. */
async function dismissal({ random, workspaceId, contactId, run, at }: ContactSeed, isFirst: boolean): Promise<void> {
  for (let n = random.below(3); n > 0; n -= 1) {
    const other = newId();
    await run(sql`INSERT INTO base_contacts (id, workspace_id, first_name, updated_at) VALUES (${other}, ${workspaceId}, 'Other', ${at})`);
    const [a, b] = isFirst ? [contactId, other] : [other, contactId];
    await run(
      sql`INSERT INTO duplicate_dismissals (contact_id, other_contact_id, workspace_id, dismissed_at) VALUES (${a}, ${b}, ${workspaceId}, ${at})`,
    );
  }
}

export const part: WorldPart = {
  ones: async (world) => ({ merges: await world.made('merges', await pair(world)) }),
  acts: (world) => ({
    mergeContacts: async () => ({ body: await pair(world) }),
    mergeExactDuplicates: async () => {
      const [a, b] = [await makeContact(world), await makeContact(world)].sort() as [string, string];
      await world.change(
        sql`UPDATE base_contacts SET first_name = 'Twin', last_name = 'Quist', company = 'Twins', sort_name = 'twin quist', sort_company = 'twins' WHERE id IN (${a}, ${b})`,
      );
      await world.change(
        sql`INSERT INTO duplicate_pairs (a_id, b_id, workspace_id, score, is_exact, reasons_json, found_at) VALUES (${a}, ${b}, ${world.person.workspaceId}, 92, ${true}, '[]', ${new Date().toISOString()})`,
      );
      return {};
    },
    dismissDuplicate: async () => ({ body: { contactId: await makeContact(world), otherContactId: await makeContact(world) } }),
    reopenDuplicate: async () => {
      const body = { contactId: await makeContact(world), otherContactId: await makeContact(world) };
      await dataOf(world.person.post('duplicates/dismiss', body));
      return { body };
    },
    undoMerge: async () => ({ path: { id: await world.made('merges', await pair(world)) } }),
  }),
  async lists(world) {
    const contact = (): Promise<string> => world.made('contacts', { firstName: words(200), lastName: words(200) });
    const secondaryIds: string[] = [];
    for (let n = 0; n < 9; n += 1) secondaryIds.push(await contact());
    await dataOf(world.person.post('merges', { primaryId: await contact(), secondaryIds }));
    const [a, b] = [await contact(), await contact()].sort() as [string, string];
    const reasons = JSON.stringify(REASONS.map((kind) => ({ kind, text: 'Name 94% alike' })));
    await world.change(
      sql`INSERT INTO duplicate_pairs (a_id, b_id, workspace_id, score, reasons_json, found_at) VALUES (${a}, ${b}, ${world.person.workspaceId}, 90, ${reasons}, ${new Date().toISOString()})`,
    );
    return { parameters: { listContactDuplicates: { id: a } } };
  },
  contactRows: {
    'duplicate_dismissals.contact_id': (seed) => dismissal(seed, true),
    'duplicate_dismissals.other_contact_id': (seed) => dismissal(seed, false),
    'merge_journal.primary_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO merge_journal (id, workspace_id, primary_id, merged_at, undone_at, summary_json, journal_json) VALUES (${newId()}, ${workspaceId}, ${contactId}, ${at}, ${at}, '{}', '{}')`,
        );
    },
  },
};
