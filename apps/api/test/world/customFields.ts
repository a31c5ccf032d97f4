import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { type World, words, type WorldPart } from '../support/world.js';

const makeField = (world: World): Promise<string> => world.made('custom-fields', { label: `Field ${newId()}`, fieldType: 'text' });

async function rehearsed(world: World): Promise<string> {
  const id = await makeField(world);
  await world.person.post(`custom-fields/${id}/type-change`, { fieldType: 'number' });
  return id;
}

export const part: WorldPart = {
  ones: async (world) => ({
    'custom-fields': await world.made('custom-fields', { label: 'Shoe size', fieldType: 'number' }),
    fields: await world.made('/api/v1/me/fields', { label: 'How we met', fieldType: 'text' }),
  }),
  acts: (world) => ({
    createCustomField: () => Promise.resolve({ body: { label: 'Plan', fieldType: 'text' } }),
    updateCustomField: async () => ({ path: { id: await makeField(world) }, body: { label: 'Another' } }),
    archiveCustomField: async () => ({ path: { id: await makeField(world) } }),
    restoreCustomField: async () => {
      const id = await makeField(world);
      await world.person.post(`custom-fields/${id}/archive`);
      return { path: { id } };
    },
    orderCustomFields: async () => {
      await makeField(world);
      const fields = await dataOf<{ id: string }[]>(world.person.get('custom-fields'));
      return { body: { fields: fields.map(({ id }) => ({ id, section: words(90) })).reverse() } };
    },
    rehearseFieldTypeChange: async () => ({ path: { id: await makeField(world) }, body: { fieldType: 'number' } }),
    applyFieldTypeChange: async () => ({ path: { id: await rehearsed(world) } }),
    undoFieldTypeChange: async () => {
      const id = await rehearsed(world);
      await world.person.post(`custom-fields/${id}/type-change/apply`);
      return { path: { id } };
    },
    savePersonalValues: async () => ({ path: { id: await world.made('contacts', { firstName: 'Ann' }) }, body: { values: {} } }),
    deleteCustomField: async () => ({ path: { id: await makeField(world) } }),
  }),
  async lists(world) {
    const options = Array.from({ length: 200 }, (_, number) => `${number} ${words(190)}`);
    await world.made('custom-fields', { label: 'Choice', fieldName: 'choice', fieldType: 'select', options });
    const choices = Array.from({ length: 200 }, (_, number) => ({ label: `${number} ${words(56)}`, colour: 'orange' }));
    const about = { description: words(500), section: words(100) };
    await world.made('custom-fields', { label: 'Colours', fieldName: 'colours', fieldType: 'multiSelect', choices, ...about });
    const id = await world.made('custom-fields', { label: 'Notes', fieldName: 'long_notes', fieldType: 'longText' });
    const person = { firstName: words(200), lastName: words(200), customFields: { long_notes: words(10_000) } };
    const contactId = await world.made('contacts', person);
    await world.person.post(`custom-fields/${id}/type-change`, { fieldType: 'number' });
    await world.made('/api/v1/me/fields', {
      label: 'My choice',
      fieldType: 'select',
      choices: choices.slice(0, 100),
      description: about.description,
    });
    await world.made('/api/v1/me/fields', { label: 'My notes', fieldName: 'my_notes', fieldType: 'longText' });
    await dataOf(world.person.patch(`contacts/${contactId}/personal-fields`, { values: { my_notes: words(10_000) } }));
    return { parameters: { listFailingValues: { id }, listPersonalValues: { id: contactId } } };
  },
  contactRows: {
    'personal_field_values.contact_id': async ({ random, contactId, parents, run, at }) => {
      for (const id of parents.fields)
        if (random.chance(60))
          await run(
            sql`INSERT INTO personal_field_values (contact_id, definition_id, value, updated_at) VALUES (${contactId}, ${id}, ${String(random.below(100))}, ${at})`,
          );
    },
    'custom_fields.contact_id': async ({ random, contactId, parents, run, at }) => {
      for (const [index, id] of parents.fields.entries())
        if (random.chance(60))
          await run(
            sql`INSERT INTO custom_fields (id, contact_id, definition_id, field_name, field_value, value_number, field_type, created_at, updated_at)
                VALUES (${newId()}, ${contactId}, ${id}, ${`field_${index}`}, ${String(random.below(100))}, ${random.pick([null, 1.5, 12])}, 'text', ${at}, ${at})`,
          );
    },
  },
};
