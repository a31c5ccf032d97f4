import { dataOf } from '../support/Person.js';
import { PLANTED, type World, words, type WorldPart } from '../support/world.js';

let made = 0;
const makeSnippet = async ({ person }: World): Promise<string> =>
  (await dataOf<{ id: string }>(person.post('snippets', { name: `Hours ${(made += 1)}`, kind: 'richText', body: '<p>Nine to five</p>' })))
    .id;

export const part: WorldPart = {
  async ones(world) {
    const snippets = await makeSnippet(world);
    return { snippets, snippetVersionId: await world.first(`snippets/${snippets}/versions`) };
  },
  acts: (world) => ({
    createSnippet: () => Promise.resolve({ body: { name: 'Opening hours', kind: 'richText', body: `<p>${PLANTED.body}</p>` } }),
    updateSnippet: async () => ({ path: { id: await makeSnippet(world) }, body: { version: 1, body: `<p>${PLANTED.body}</p>` } }),
    deleteSnippet: async () => ({ path: { id: await makeSnippet(world) } }),
    restoreSnippet: async () => {
      const id = await makeSnippet(world);
      await dataOf(world.person.delete(`snippets/${id}`));
      return { path: { id } };
    },
    renewTemplateSnippets: async () => {
      const snippet = await makeSnippet(world);
      const { key } = await dataOf<{ key: string }>(world.person.get(`snippets/${snippet}`));
      const content = { name: `With ${key}`, subject: 'Hi', bodyHtml: `<p>{% snippet ${key} %}</p>` };
      const { id } = await dataOf<{ id: string }>(world.person.post('templates', content));
      await dataOf(world.person.patch(`snippets/${snippet}`, { version: 1, body: '<p>Ten to four</p>' }));
      return { path: { id }, body: { version: 1, snippetIds: [snippet] } };
    },
  }),
  async lists({ person }) {
    const body = `<p>${words(49_000)}</p>`;
    const { id, key } = await dataOf<{ id: string; key: string }>(person.post('snippets', { name: words(120), kind: 'richText', body }));
    await dataOf(person.post('templates', { name: words(110), subject: 'Hi', bodyHtml: `<p>{% snippet ${key} %}</p>` }));
    return { parameters: { listSnippetVersions: { id }, listSnippetUses: { id } } };
  },
};
