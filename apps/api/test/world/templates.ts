import { createTemplate } from '../support/campaigns.js';
import { dataOf } from '../support/Person.js';
import { PLANTED, type World, words, type WorldPart } from '../support/world.js';

const makeTemplate = async ({ person }: World): Promise<string> => (await createTemplate(person)).id;

export const part: WorldPart = {
  async ones(world) {
    const templates = await world.made('templates', { name: 'Hello', subject: 'Hello', bodyHtml: '<p>Hello {{ first_name }}</p>' });
    return { templates, versions: await world.first(`templates/${templates}/versions`) };
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
    duplicateTemplate: async () => ({ path: { id: await makeTemplate(world) } }),
  }),
  async lists({ person }, { images = '' }) {
    const { url } = await dataOf<{ url: string }>(person.get(`images/${images}`));
    const content = { subject: words(500), preheader: words(500), bodyHtml: `<p>${words(900_000)}</p>`, signature: words(19_000) };
    const { id, version } = await dataOf<{ id: string; version: number }>(person.post('templates', { name: words(120), ...content }));
    await dataOf(person.patch(`templates/${id}`, { version, signature: `${words(18_000)}! <img src="${url}">` }));
    return { parameters: { listTemplateVersions: { id } } };
  },
};
