import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import request from 'supertest';
import { passTime } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Image {
  id: string;
  name: string;
  alt: string | null;
  url: string;
  width: number;
  height: number;
  shownWidth: number;
  shownHeight: number;
  frames: number;
  originalFrames: number;
  kind: string;
  contentType: string;
  webpBytes: number | null;
  version: number;
  isKnown?: boolean;
}

let test: TestApp;
let author: Person;
beforeAll(async () => {
  test = await TestApp.start();
  author = await test.member('author');
});
afterAll(() => test.stop());

const upload = (file: Buffer, name = 'garden.jpg', person = author): ReturnType<Person['post']> =>
  person.post('images').attach('file', file, name);
const added = (file: Buffer, name?: string): Promise<Image> => dataOf<Image>(upload(file, name));
const plain = (width: number, height: number, background = '#0f6070'): ReturnType<typeof sharp> =>
  sharp({ create: { width, height, channels: 3, background }, limitInputPixels: false });
/** Looks like a photograph to an encoder. */
const noise = (width: number, height: number): ReturnType<typeof sharp> =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } }).blur(3);
const served = (url: string, accept = '*/*'): ReturnType<Person['get']> =>
  request(test.app.getHttpServer()).get(new URL(url).pathname).set('accept', accept);
const stored = async (): Promise<string[]> => (await readdir(join(test.database.dataDir, 'images')).catch(() => [])).sort();
const svg = (inside: string, head = ''): Buffer =>
  Buffer.from(
    `${head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" height="100">${inside}</svg>`,
  );
/** A header that claims so many pixels, and little behind it. */
function pngBomb(width: number, height: number): Promise<Buffer> {
  return plain(width, height).png({ compressionLevel: 9, palette: true }).toBuffer();
}
/** A GIF89a of one pixel, so many times. */
function movingGif(frames: number): Buffer {
  const frame = '21f90400010000002c00000000010001000002024401003b'.slice(0, -2);
  return Buffer.concat([
    Buffer.from('474946383961010001008000000f6070ffffff', 'hex'),
    Buffer.from(Array.from({ length: frames }, (_, n) => frame.replace('0100000', `${(n % 9) + 1}00000`.padStart(7, '0'))).join(''), 'hex'),
    Buffer.from('3b', 'hex'),
  ]);
}

describe('an uploaded image', () => {
  it('is drawn anew, upright and without metadata, at twice the width of a message, and served to everyone who has its address', async () => {
    const secret = 'GPS-position-of-a-garden';
    const file = await noise(1600, 2000)
      .jpeg()
      .withMetadata({ orientation: 6, exif: { IFD0: { Copyright: secret }, IFD3: { GPSLatitude: '51/1 3/1 0/1' } } })
      .toBuffer();
    expect(file.includes(secret)).toBe(true);
    const image = await added(Buffer.concat([file, Buffer.from('<script>alert(1)</script>')]), 'x/../🌱 beds.jpg');
    expect(image).toMatchObject({
      name: '🌱 beds.jpg',
      alt: null,
      kind: 'jpeg',
      width: 1200,
      height: 960,
      shownWidth: 600,
      shownHeight: 480,
    });
    expect(image.url).toMatch(/\/a\/[\w-]{43}$/);
    const answer = await served(image.url);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: 'Accept',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const bytes = answer.body as Buffer;
    const { format, width, height, orientation, exif } = await sharp(bytes).metadata();
    expect({ format, width, height, orientation, exif }).toEqual({
      format: 'jpeg',
      width: 1200,
      height: 960,
      orientation: undefined,
      exif: undefined,
    });
    expect(bytes.includes(secret) || bytes.includes('<script>')).toBe(false);
  });

  it('goes out as WebP to those who say that they take it, and as what every mail program shows to others', async () => {
    const { url, webpBytes } = await added(await noise(700, 500).jpeg({ quality: 95 }).toBuffer());
    expect(webpBytes).toBeGreaterThan(0);
    const typeFor = async (accept: string): Promise<string | undefined> => (await served(url, accept)).headers['content-type'];
    expect(await typeFor('image/avif,image/webp,image/png,*/*;q=0.8')).toBe('image/webp');
    for (const accept of ['*/*', 'image/*', 'image/webp;q=0', 'image/webpx'])
      expect([accept, await typeFor(accept)]).toEqual([accept, 'image/jpeg']);
    expect((await served(`${url}/small`)).headers['content-type']).toBe('image/webp');
  });

  it('keeps what can be seen through, and turns CMYK and SVG into what screens show', async () => {
    const glass = await added(
      await sharp({ create: { width: 40, height: 20, channels: 4, background: '#0f607080' } })
        .webp()
        .toBuffer(),
    );
    expect(glass).toMatchObject({ kind: 'webp', contentType: 'image/png', shownWidth: 40 });
    const print = await added(await noise(300, 200).toColourspace('cmyk').jpeg().toBuffer());
    expect(await sharp((await served(print.url)).body as Buffer).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
    const drawing = await added(
      svg('<script>fetch("//x")</script><rect width="300" height="100" fill="#0f6070" onload="x()"/>'),
      'logo.svg',
    );
    expect(drawing).toMatchObject({ kind: 'svg', contentType: 'image/png', width: 600, height: 200, shownWidth: 600 });
    expect((await served(drawing.url)).text ?? '').not.toContain('svg');
  });

  it('stays animated, as GIF and as WebP; of one that is too long the first picture is kept, and that is said', async () => {
    const dance = sharp(randomBytes(700 * 20 * 8 * 3), { raw: { width: 700, height: 20 * 8, channels: 3, pageHeight: 20 } });
    const gif = await added(await dance.clone().gif().toBuffer(), 'dance.gif');
    expect(gif).toMatchObject({ kind: 'gif', frames: 8, originalFrames: 8, contentType: 'image/gif', width: 600, height: 17 });
    const webp = await added(await dance.webp({ loop: 0 }).toBuffer(), 'dance.webp');
    expect(webp).toMatchObject({ kind: 'webp', frames: 8, contentType: 'image/gif', width: 600 });
    for (const { url } of [gif, webp])
      for (const accept of ['*/*', 'image/webp'])
        expect((await sharp((await served(url, accept)).body as Buffer, { animated: true }).metadata()).pages).toBe(8);
    expect(await added(movingGif(400), 'film.gif')).toMatchObject({ frames: 1, originalFrames: 400, contentType: 'image/png' });
  });

  it('is kept once, however often and from wherever it comes', async () => {
    const file = await plain(50, 40).png().toBuffer();
    const other = await test.member('author');
    const twice = await Promise.all([dataOf<Image>(upload(file)), dataOf<Image>(upload(file, 'b.png', other))]);
    expect(new Set(twice.map(({ id }) => id)).size).toBe(1);
    expect(twice.map(({ isKnown }) => isKnown).sort()).toEqual([false, true]);
    const before = await stored();
    await dataOf(author.delete(`images/${twice[0].id}`));
    expect(await added(file)).toMatchObject({ id: twice[0].id, isKnown: true, deletedAt: null });
    expect(await stored()).toEqual(before);
  });

  it('is refused with a reason when it is none, or hostile, and nothing of it stays', async () => {
    const before = await stored();
    const png = await plain(64, 64).png().toBuffer();
    const jpeg = await noise(300, 300).jpeg().toBuffer();
    const bomb = await pngBomb(9_000, 9_000);
    expect(bomb.length).toBeLessThan(200_000);
    const refused: [Buffer, string, number, string][] = [
      [bomb, 'bomb.png', 422, 'image.tooManyPixels'],
      [movingGif(5_000), 'film.gif', 422, 'image.tooManyFrames'],
      [svg('<foreignObject><p>Hi</p></foreignObject>'), 'a.svg', 422, 'image.svgForeignParts'],
      [svg('<image xlink:href="http://169.254.169.254/"/>'), 'b.svg', 422, 'image.svgForeignParts'],
      [svg('&a;', '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), 'c.svg', 422, 'image.svgEntities'],
      [svg('x'.repeat(1_100_000)), 'd.svg', 422, 'image.svgTooLarge'],
      [svg('<rect'), 'broken.svg', 422, 'image.notAnImage'],
      [Buffer.from('<!doctype html><svg></svg><script>alert(1)</script>'), 'page.png', 422, 'image.notAnImage'],
      [jpeg.subarray(0, jpeg.length / 2), 'cut.jpg', 422, 'image.notAnImage'],
      [Buffer.concat([png.subarray(0, 8), Buffer.alloc(1000, 7)]), 'noise.png', 422, 'image.notAnImage'],
      [Buffer.alloc(0), 'empty.png', 422, 'image.noFile'],
      [Buffer.concat([png, Buffer.alloc(25 * 1024 * 1024)]), 'photo.png', 413, 'image.tooLarge'],
    ];
    for (const [file, name, status, code] of refused) {
      const error = await errorOf(upload(file, name));
      expect([name, error.status, error.code]).toEqual([name, status, code]);
    }
    expect((await errorOf(author.post('images', {}))).code).toBe('image.noFile');
    expect(await stored()).toEqual(before);
    expect((await served('http://x/a/unknown')).status).toBe(404);
    expect((await served(`http://x/a/${'x'.repeat(43)}`)).status).toBe(404);
  }, 120_000);
});

describe('the library', () => {
  it('is searched by name and alt text, and one change does not overwrite another', async () => {
    const { id } = await added(await plain(21, 21).png().toBuffer(), 'IMG_0001.png');
    const change = (body: object): ReturnType<Person['patch']> => author.patch(`images/${id}`, body);
    expect(await dataOf<Image>(change({ version: 1, name: 'Harvest', alt: 'Ripe_tomatoes' }))).toMatchObject({
      version: 2,
      alt: 'Ripe_tomatoes',
    });
    expect((await errorOf(change({ version: 1, alt: 'x' }))).code).toBe('image.changedMeanwhile');
    expect(await dataOf<Image>(change({ version: 2, alt: '' }))).toMatchObject({ alt: '' });
    await dataOf(change({ version: 3, alt: 'Ripe_tomatoes' }));
    const found = async (search: string): Promise<string[]> =>
      (await dataOf<{ items: Image[] }>(author.get(`images?search=${search}`))).items.map((image) => image.id);
    expect(await found('e_tom')).toEqual([id]);
    expect(await found('ripestomatoes')).toEqual([]);
    expect(await found('HARV')).toEqual([id]);
  });

  it('pages, counts what it takes, and its trash gives back', async () => {
    const room = (): Promise<{ images: number; bytes: number; mostBytes: number }> => dataOf(author.get('images/room'));
    const before = await room();
    const { id, url } = await added(await plain(31, 31).png().toBuffer());
    const after = await room();
    expect([after.images - before.images, after.bytes > before.bytes, after.mostBytes]).toEqual([1, true, 1_000_000_000]);
    await dataOf(author.delete(`images/${id}`));
    expect((await errorOf(author.get(`images/${id}`))).status).toBe(404);
    expect((await errorOf(author.delete(`images/${id}`))).status).toBe(404);
    // Messages that were sent show it.
    expect((await served(url)).status).toBe(200);
    const trash = await dataOf<{ items: Image[] }>(author.get('images?trashed=true'));
    expect(trash.items.map((image) => image.id)).toEqual([id]);
    expect(await dataOf<Image>(author.post(`images/${id}/restore`))).toMatchObject({ id });
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const page = await dataOf<{ items: Image[]; nextCursor: string | null }>(
        author.get(`images?limit=3&sort=name${cursor && `&cursor=${cursor}`}`),
      );
      ids.push(...page.items.map((image) => image.id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect([ids.length, new Set(ids).size]).toEqual([after.images, after.images]);
  });

  it('is for authors to change, and of one workspace alone', async () => {
    const { id } = await added(await plain(22, 22).png().toBuffer());
    const viewer = await test.member('viewer');
    expect((await errorOf(upload(await plain(5, 5).png().toBuffer(), 'x.png', viewer))).status).toBe(403);
    expect(await dataOf<Image>(viewer.get(`images/${id}`))).toMatchObject({ id });
    const stranger = await test.stranger();
    expect((await errorOf(stranger.get(`images/${id}`))).status).toBe(404);
    stranger.workspaceId = author.workspaceId;
    expect((await errorOf(stranger.get('images'))).status).toBe(404);
  });

  it('leaves no files behind when uploads broke off or a workspace is gone', async () => {
    const known = await stored();
    await writeFile(join(test.database.dataDir, 'images', '0198aaaa-0000-7000-8000-000000000000_upload'), 'x');
    const back = await passTime(test, 2 * 86_400_000);
    try {
      await waitFor('the upload that broke off to go', async () => (await stored()).join() === known.join());
    } finally {
      back();
    }
  });
});
