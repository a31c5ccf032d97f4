import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { type World, words, type WorldPart } from '../support/world.js';

const makeForm = (world: World): Promise<string> => world.made('forms', { name: `Form ${newId()}` });
const field = (key: string): object => ({ key, label: words(60), isRequired: true });

export const part: WorldPart = {
  ones: async (world) => ({ forms: await makeForm(world) }),
  acts: (world) => ({
    createForm: () => Promise.resolve({ body: { name: 'Newsletter form', intro: 'Once a month' } }),
    updateForm: async () => ({ path: { id: await makeForm(world) }, body: { name: 'Renamed form', version: 1 } }),
    deleteForm: async () => ({ path: { id: await makeForm(world) } }),
  }),
  async lists(world) {
    const id = await world.made('forms', {
      ...{
        name: words(80),
        title: words(120),
        intro: words(1000),
        consentText: words(500),
        buttonLabel: words(40),
        confirmedText: words(500),
      },
      fields: ['firstName', 'lastName', 'company', 'phone'].map(field),
    });
    const contactId = await world.made('contacts', { firstName: words(200), lastName: words(200) });
    await world.change(
      sql`INSERT INTO form_sign_ups (id, workspace_id, form_id, mail, created_at, confirmed_at, contact_id)
          VALUES (${newId()}, ${world.person.workspaceId}, ${id}, 'sent', '2026-11-24T09:00:00.000Z', '2026-11-24T09:05:00.000Z', ${contactId})`,
    );
    return { parameters: { listSignUps: { id } } };
  },
  contactRows: {
    'form_sign_ups.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      if (random.below(2) === 0) return;
      const formId = newId();
      await run(
        sql`INSERT INTO subscription_forms (id, workspace_id, name, content_json, is_active, version, created_at, updated_at)
            VALUES (${formId}, ${workspaceId}, ${newId()}, '{"fields":[],"listIds":[],"topicIds":[]}', ${false}, 1, ${at}, ${at})`,
      );
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO form_sign_ups (id, workspace_id, form_id, mail, created_at, confirmed_at, contact_id)
              VALUES (${newId()}, ${workspaceId}, ${formId}, 'sent', ${at}, ${at}, ${contactId})`,
        );
    },
  },
};
