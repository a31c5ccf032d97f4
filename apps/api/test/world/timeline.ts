import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { PLANTED, type World, words, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

function upload({ person }: World, contactId: string): Promise<{ id: string }> {
  return dataOf(person.post(`contacts/${contactId}/files`).attach('file', Buffer.from('An offer'), 'offer.txt'));
}

export const part: WorldPart = {
  async ones(world, { contacts = '' }) {
    const notes = await world.made(`contacts/${contacts}/notes`, { text: 'Met at the fair.' });
    const { id: files } = await upload(world, contacts);
    return { notes, timeline: notes, files };
  },
  acts: (world) => ({
    addNote: async () => ({ path: { id: await makeContact(world) }, body: { text: PLANTED.note } }),
    uploadNoteFile: async () => ({ path: { id: await makeContact(world) }, file: 'An offer' }),
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
    'note_files.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO note_files (id, workspace_id, contact_id, name, size, created_at) VALUES (${newId()}, ${workspaceId}, ${contactId}, 'offer.pdf', 12, ${at})`,
        );
    },
    'communication_logs.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(4); n > 0; n -= 1)
        await run(
          sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp) VALUES (${newId()}, ${workspaceId}, ${contactId}, 'note', '{"text":"x"}', ${at})`,
        );
    },
  },
};
