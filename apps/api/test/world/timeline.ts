import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { PLANTED, words, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

export const part: WorldPart = {
  async ones(world, { contacts }) {
    const notes = await world.made(`contacts/${contacts}/notes`, { text: 'Met at the fair.' });
    return { notes, timeline: notes };
  },
  acts: (world) => ({
    addNote: async () => ({ path: { id: await makeContact(world) }, body: { text: PLANTED.note } }),
    logEntry: async () => ({ path: { id: await makeContact(world) }, body: { type: 'call', notes: PLANTED.note, duration: 60 } }),
    editTimelineEntry: async () => {
      const id = await makeContact(world);
      return { path: { id, entryId: await world.made(`contacts/${id}/notes`, { text: PLANTED.note }) }, body: { text: 'Another' } };
    },
    deleteTimelineEntry: async () => {
      const id = await makeContact(world);
      return { path: { id, entryId: await world.made(`contacts/${id}/notes`, { text: PLANTED.note }) } };
    },
    restoreTimelineEntry: async () => {
      const id = await makeContact(world);
      const entryId = await world.made(`contacts/${id}/notes`, { text: PLANTED.note });
      await dataOf(world.person.delete(`contacts/${id}/timeline/${entryId}`));
      return { path: { id, entryId } };
    },
    deleteNote: async () => {
      const id = await makeContact(world);
      return { path: { id, entryId: await world.made(`contacts/${id}/notes`, { text: PLANTED.note }) } };
    },
  }),
  async lists({ person }, { contacts = '' }) {
    const { id: entryId } = await dataOf<{ id: string }>(person.post(`contacts/${contacts}/notes`, { text: words(9_000) }));
    await dataOf(person.patch(`contacts/${contacts}/timeline/${entryId}`, { text: words(10_000) }));
    return { parameters: { listTimeline: { id: contacts }, listTimelineVersions: { id: contacts, entryId } } };
  },
  contactRows: {
    'communication_logs.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(4); n > 0; n -= 1)
        await run(
          sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp) VALUES (${newId()}, ${workspaceId}, ${contactId}, 'note', '{"text":"x"}', ${at})`,
        );
    },
  },
};
