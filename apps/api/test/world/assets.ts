import sharp from 'sharp';
import { dataOf } from '../support/Person.js';
import { type World, words, type WorldPart } from '../support/world.js';

let made = 0;
/** A picture that no other is like: the library keeps the same file once. */
const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: { r: made++ % 256, g: (made >> 8) % 256, b: 7 } } })
    .png()
    .toBuffer();

const makeImage = async ({ person }: World): Promise<string> =>
  (await dataOf<{ id: string }>(person.post('images').attach('file', await picture(), 'garden.png'))).id;

export const part: WorldPart = {
  ones: async (world) => ({ images: await makeImage(world) }),
  acts: (world) => ({
    uploadImage: async () => ({ file: await picture() }),
    updateImage: async () => ({ path: { id: await makeImage(world) }, body: { version: 1, alt: 'A garden' } }),
    replaceImage: async () => ({ path: { id: await makeImage(world) }, file: await picture() }),
    renewTemplateImage: async () => {
      const id = await makeImage(world);
      const { url } = await dataOf<{ url: string }>(world.person.get(`images/${id}`));
      const content = { name: `With image ${made}`, subject: 'Hi', bodyHtml: `<img src="${url}" alt="x">` };
      const template = await dataOf<{ id: string }>(world.person.post('templates', content));
      await dataOf(world.person.post(`images/${id}/picture`).attach('file', await picture(), 'new.png'));
      return { path: { id: template.id }, body: { version: 1, imageId: id } };
    },
    deleteImage: async () => ({ path: { id: await makeImage(world) } }),
    restoreImage: async () => {
      const id = await makeImage(world);
      await dataOf(world.person.delete(`images/${id}`));
      return { path: { id } };
    },
  }),
  async lists(world) {
    const id = await makeImage(world);
    await dataOf(world.person.patch(`images/${id}`, { version: 1, name: words(200), alt: words(500) }));
    return { ids: { images: id }, parameters: { listImageUses: { id } } };
  },
};
