import { createTemplate } from '../support/campaigns.js';
import { dataOf } from '../support/Person.js';
import { PLANTED, type World, words, type WorldPart } from '../support/world.js';

const makeTemplate = async ({ person }: World): Promise<string> => (await createTemplate(person)).id;

let tags = 0;
const makeTag = (world: World): Promise<string> => world.made('template-tags', { name: `Tag ${(tags += 1)}` });

export const part: WorldPart = {
  async ones(world) {
    const templates = await world.made('templates', { name: 'Hello', subject: 'Hello', bodyHtml: '<p>Hello {{ first_name }}</p>' });
    const tags = await world.made('template-tags', { name: 'Seasonal' });
    return { templates, 'template-tags': tags, versions: await world.first(`templates/${templates}/versions`) };
  },
  acts: (world) => ({
    createTemplate: () => Promise.resolve({ body: { name: 'Letter', subject: 'Hello', bodyHtml: `<p>${PLANTED.body}</p>` } }),
    updateTemplate: async () => ({ path: { id: await makeTemplate(world) }, body: { version: 1, bodyHtml: `<p>${PLANTED.body}</p>` } }),
    deleteTemplate: async () => ({ path: { id: await makeTemplate(world) } }),
    restoreTemplate: async () => {
      const id = await makeTemplate(world);
      await dataOf(world.person.delete(`templates/${id}`));
      return { path: { id } };
    },
    importTemplate: () => Promise.resolve({ file: `<title>Imported</title><p>${PLANTED.body}</p>` }),
    archiveTemplates: async () => ({ body: { templateIds: [await makeTemplate(world)], isArchived: true } }),
    nameTemplateVersion: async () => {
      const id = await makeTemplate(world);
      return { path: { id, versionId: await world.first(`templates/${id}/versions`) }, body: { label: 'As sent in May' } };
    },
    createTemplateTag: () => Promise.resolve({ body: { name: 'Receipts', colour: 'teal' } }),
    updateTemplateTag: async () => ({ path: { id: await makeTag(world) }, body: { name: 'Reminders' } }),
    deleteTemplateTag: async () => ({ path: { id: await makeTag(world) } }),
    tagTemplates: async () => ({ path: { id: await makeTag(world) }, body: { templateIds: [await makeTemplate(world)], isTagged: true } }),
    duplicateTemplate: async () => ({ path: { id: await makeTemplate(world) } }),
  }),
  async lists({ person }, { images = '' }) {
    const { url } = await dataOf<{ url: string }>(person.get(`images/${images}`));
    const content = { subject: words(500), preheader: words(500), bodyHtml: `<p>${words(900_000)}</p>`, signature: words(19_000) };
    const { id, version } = await dataOf<{ id: string; version: number }>(person.post('templates', { name: words(120), ...content }));
    await dataOf(person.patch(`templates/${id}`, { version, signature: `${words(18_000)}! <img src="${url}">` }));
    await dataOf(person.post('template-tags', { name: words(60), colour: 'violet' }));
    return { parameters: { listTemplateVersions: { id } } };
  },
};
