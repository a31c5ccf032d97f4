import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import request from 'supertest';
import { imageTokensOf } from '../src/modules/assets/imageAddresses.js';
import { sql } from '../src/platform/database/sql.js';
import { passTime } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Image {
  id: string;
  url: string;
  width: number;
  version: number;
  alt: string | null;
}
interface Use {
  id: string;
  name: string;
  isCurrent: boolean;
}

const DAY = 86_400_000;
let test: TestApp;
let author: Person;
beforeAll(async () => {
  test = await TestApp.start();
  author = await test.member('author');
});
afterAll(() => test.stop());

let made = 0;
const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 40 + made++, height: 30, channels: 3, background: '#0f6070' } })
    .png()
    .toBuffer();
const added = async (): Promise<Image> => dataOf<Image>(author.post('images').attach('file', await picture(), `beds ${made}.png`));
const replaced = (id: string, file: Buffer): ReturnType<Person['post']> =>
  author.post(`images/${id}/picture`).attach('file', file, 'new.png');
const usesOf = (id: string): Promise<Use[]> => dataOf<Use[]>(author.get(`images/${id}/uses`));
const template = (name: string, ...images: Image[]): Promise<{ id: string; version: number }> =>
  dataOf(
    author.post('templates', {
      name,
      subject: 'Hi',
      bodyHtml: images.map(({ url }) => `<p><img src="${url}" alt="x"></p>`).join('') || '<p>Hi</p>',
    }),
  );
const statusOf = async ({ url }: Image): Promise<number> => (await request(test.app.getHttpServer()).get(new URL(url).pathname)).status;
const stored = async (): Promise<number> => (await readdir(join(test.database.dataDir, 'images'))).length;
const afterDays = async (days: number, what: string, isDone: () => Promise<boolean>): Promise<void> => {
  const back = await passTime(test, days * DAY);
  try {
    await waitFor(what, isDone);
  } finally {
    back();
  }
};

it('tells which templates show an image, also twice and behind another host, and whether it is the picture of today', async () => {
  const [beds, pots] = [await added(), await added()];
  const { id, version } = await template('Bean news', beds, beds, pots);
  await dataOf(
    author.post('templates', {
      name: 'Asparagus',
      subject: 'Hi',
      bodyHtml: `<img src="https://old.example.com${new URL(beds.url).pathname}">`,
    }),
  );
  await template('No image');
  expect((await usesOf(beds.id)).map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
    ['Asparagus', true],
    ['Bean news', true],
  ]);
  const other = await dataOf<Image>(replaced(beds.id, await picture()));
  expect(other).toMatchObject({ id: beds.id, version: 2 });
  expect(other.url).not.toBe(beds.url);
  expect((await usesOf(beds.id)).map(({ isCurrent }) => isCurrent)).toEqual([false, false]);
  // What was approved or sent goes on showing what it showed.
  expect(await statusOf(beds)).toBe(200);
  await dataOf(author.patch(`templates/${id}`, { version, bodyHtml: '<p>Hi</p>', signature: `<img src="${other.url}">` }));
  expect((await usesOf(beds.id)).map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
    ['Asparagus', false],
    ['Bean news', true],
  ]);
  await dataOf(author.delete(`templates/${id}`));
  expect(await usesOf(pots.id)).toEqual([]);
});

it('takes no picture that it has, and none of another image', async () => {
  const [one, two] = [await added(), await added()];
  const bytes = await picture();
  const now = await dataOf<Image>(replaced(one.id, bytes));
  expect(await dataOf<Image>(replaced(one.id, bytes))).toMatchObject({ version: now.version, url: now.url });
  const before = await stored();
  expect(await errorOf(replaced(two.id, bytes))).toMatchObject({ status: 409, code: 'image.sameAsOther' });
  expect(await errorOf(replaced(two.id, Buffer.from('<html>')))).toMatchObject({ status: 422, code: 'image.notAnImage' });
  expect(await stored()).toBe(before);
  await dataOf(author.delete(`images/${two.id}`));
  expect((await errorOf(replaced(two.id, await picture()))).status).toBe(404);
  const stranger = await test.stranger();
  for (const call of [stranger.get(`images/${one.id}/uses`), stranger.post(`images/${one.id}/picture`).attach('file', bytes, 'x.png')])
    expect((await errorOf(call)).status).toBe(404);
});

it('leaves the trash after a month, unless a version of a template shows it', async () => {
  const [unused, used] = [await added(), await added()];
  const { id, version } = await template('Kept', used);
  await dataOf(author.patch(`templates/${id}`, { version, bodyHtml: '<p>Without it by now</p>' }));
  for (const image of [unused, used]) await dataOf(author.delete(`images/${image.id}`));
  expect([await statusOf(unused), await statusOf(used)]).toEqual([200, 200]);
  await afterDays(32, 'the deleted image to go', async () => (await countOf(test, 'images', sql`id = ${unused.id}`)) === 0);
  expect([await statusOf(unused), await statusOf(used)]).toEqual([404, 200]);
  expect(await dataOf<Image>(author.post(`images/${used.id}/restore`))).toMatchObject({ id: used.id });
});

it('reads tokens out of addresses, and nothing that only looks like one', () => {
  const token = 'x'.repeat(42) + '-';
  expect(imageTokensOf(`https://a.example/a/${token}/small`, `"/a/${token}"`)).toEqual([token]);
  expect(imageTokensOf(`/a/${token}x`, `/b/${token}`, '/a/short', `/aa/${token}`)).toEqual([]);
});

it('gives a template the picture of today as a new version, in blocks too, and keeps the version that campaigns have', async () => {
  const beds = await added();
  const letter = await template('Letter with beds', beds);
  const blocks = [{ id: 'b1', kind: 'image', condition: null, src: beds.url, alt: 'Beds', href: '', width: 100, align: 'center' }];
  const theme = { page: '#f3f4f7', surface: '#ffffff', text: '#1d2330', accent: '#2f5fd0', font: 'sans', radius: 6 };
  const row = { id: 'r1', layout: 'one', background: null, padding: 16, condition: null, columns: [{ blocks }] };
  const other = await dataOf<{ id: string }>(
    author.post('templates', { name: 'Beds in blocks', subject: 'Hi', document: { version: 1, theme, rows: [row] } }),
  );
  const campaign = await dataOf<{ id: string }>(author.post('campaigns', { name: 'Beds', templateId: letter.id }));
  const pinnedOf = async (): Promise<unknown> =>
    (await dataOf<{ templateVersionId: unknown }>(author.get(`campaigns/${campaign.id}`))).templateVersionId;
  const pinned = await pinnedOf();
  const { url } = await dataOf<Image>(replaced(beds.id, await picture()));
  expect((await usesOf(beds.id)).map(({ isCurrent }) => isCurrent)).toEqual([false, false]);
  for (const id of [letter.id, other.id]) {
    const renewed = await dataOf<{ version: number; bodyHtml: string }>(
      author.post(`templates/${id}/renew-image`, { version: 1, imageId: beds.id }),
    );
    expect(renewed.version).toBe(2);
    expect(renewed.bodyHtml).toContain(url);
    expect(renewed.bodyHtml).not.toContain(beds.url);
  }
  expect((await usesOf(beds.id)).map(({ isCurrent }) => isCurrent)).toEqual([true, true]);
  expect(await pinnedOf()).toBe(pinned);
  const late = author.post(`templates/${letter.id}/renew-image`, { version: 1, imageId: beds.id });
  expect(await errorOf(late)).toMatchObject({ status: 409, code: 'template.changedMeanwhile' });
});
