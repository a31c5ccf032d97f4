import { createHash } from 'node:crypto';
import sharp from 'sharp';
import request from 'supertest';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { createTemplate, rowsOf } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Branding {
  logo: { url: string; width: number; height: number } | null;
  colour: string | null;
  isColourReadable: boolean;
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const upload = (person: Person, file: Buffer, name = 'logo.png'): ReturnType<Person['post']> =>
  person.post('branding/logo').attach('file', file, name);
const media = (url: string): ReturnType<Person['get']> => request(test.app.getHttpServer()).get(new URL(url).pathname);
const picture = (width: number, height: number): ReturnType<typeof sharp> =>
  sharp({ create: { width, height, channels: 4, background: '#0f6070' }, limitInputPixels: false });

describe('the logo', () => {
  it('is drawn anew, without metadata, and served to everyone who has its address', async () => {
    const secret = 'GPS-position-of-someone';
    const file = await picture(1200, 300)
      .jpeg()
      .withExif({ IFD0: { Copyright: secret } })
      .toBuffer();
    expect(file.includes(secret)).toBe(true);
    const { logo } = await dataOf<Branding>(
      upload(test.owner, Buffer.concat([file, Buffer.from('<script>alert(1)</script>')]), '../../x.html'),
    );
    expect(logo).toMatchObject({ width: 200, height: 50 });
    expect(logo?.url).toMatch(/\/media\/[A-Za-z0-9_-]{43}$/);
    const answer = await media(logo?.url ?? '');
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const served = answer.body as Buffer;
    expect(await sharp(served).metadata()).toMatchObject({ format: 'png', width: 480, height: 120 });
    expect(served.includes(secret) || served.includes('<script>')).toBe(false);
  });

  it('keeps its old address for messages that were sent, when it is replaced or removed', async () => {
    const first = await dataOf<Branding>(upload(test.owner, await picture(100, 100).webp().toBuffer()));
    const second = await dataOf<Branding>(upload(test.owner, await picture(50, 50).png().toBuffer()));
    expect(second.logo?.url).not.toBe(first.logo?.url);
    expect(await dataOf<Branding>(test.owner.delete('branding/logo'))).toMatchObject({ logo: null });
    for (const branding of [first, second]) expect((await media(branding.logo?.url ?? '')).status).toBe(200);
    expect((await media('http://x/media/unknown')).status).toBe(404);
  });

  it('refuses hostile files, and stores nothing of them', async () => {
    const before = (await rowsOf(test.services.dataSource.manager, 'assets')).length;
    const png = await picture(64, 64).png().toBuffer();
    // 36 million pixels in some kilobytes.
    const bomb = await picture(6_000, 6_000).png({ compressionLevel: 9, palette: true }).toBuffer();
    const refused: [Buffer, string, string][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'logo.svg', 'branding.notAnImage'],
      [
        Buffer.from('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'),
        'logo.png',
        'branding.notAnImage',
      ],
      [Buffer.from('GIF89a'), 'logo.gif', 'branding.notAnImage'],
      [Buffer.from('<html><script>alert(1)</script>'), 'logo.png', 'branding.notAnImage'],
      [png.subarray(0, png.length / 2), 'cut.png', 'branding.notAnImage'],
      [Buffer.concat([png.subarray(0, 8), Buffer.alloc(1000, 7)]), 'noise.png', 'branding.notAnImage'],
      [Buffer.alloc(0), 'empty.png', 'branding.noFile'],
      [bomb, 'bomb.png', 'branding.tooManyPixels'],
      [Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)]), 'large.png', 'branding.logoTooLarge'],
    ];
    expect(bomb.length).toBeLessThan(2 * 1024 * 1024);
    for (const [file, name, code] of refused) expect([name, (await errorOf(upload(test.owner, file, name))).code]).toEqual([name, code]);
    expect((await errorOf(test.owner.post('branding/logo', {}))).code).toBe('branding.noFile');
    expect((await rowsOf(test.services.dataSource.manager, 'assets')).length).toBe(before);
  }, 60_000);

  it('is for admins to change', async () => {
    const author = await test.member('author');
    expect((await errorOf(upload(author, await picture(10, 10).png().toBuffer()))).code).toBe('auth.roleTooLow');
    const stranger = await test.stranger();
    stranger.workspaceId = test.owner.workspaceId;
    expect((await errorOf(stranger.get('branding'))).status).toBe(404);
  });
});

describe('the brand', () => {
  it('appears in mail and on the unsubscribe page, and its colour only where it can be read', async () => {
    const { logo } = await dataOf<Branding>(upload(test.owner, await picture(400, 100).png().toBuffer()));
    expect(await dataOf<Branding>(test.owner.put('branding', { colour: '#0F6070' }))).toMatchObject({
      colour: '#0f6070',
      isColourReadable: true,
    });
    const preview = async (): Promise<string> =>
      (
        await dataOf<{ html: string }>(
          test.owner.post('templates/preview', { subject: 'S', bodyHtml: '<p><a href="https://example.com">x</a></p>' }),
        )
      ).html;
    await createTemplate(test.owner);
    expect(await preview()).toContain(logo?.url ?? 'no logo');
    expect(await preview()).toContain('color: #0f6070');
    expect(await dataOf<Branding>(test.owner.put('branding', { colour: '#ffe066' }))).toMatchObject({ isColourReadable: false });
    expect(await preview()).not.toContain('#ffe066');
    for (const colour of ['red', 'url(https://x)', '#12', '#0f6070;}'])
      expect((await errorOf(test.owner.put('branding', { colour }))).status).toBe(422);
  });

  it('is on the unsubscribe page under a policy that allows exactly it', async () => {
    const { logo } = await dataOf<Branding>(upload(test.owner, await picture(400, 100).png().toBuffer()));
    await dataOf(test.owner.put('branding', { colour: '#0f6070' }));
    const link = { workspaceId: test.owner.workspaceId, contactId: null, recipientId: null, addressKey: 'ada@example.com' };
    const page = await media(test.app.get(UnsubscribeService).urlFor(link));
    expect(page.text).toContain(`src="${new URL(logo?.url ?? '').pathname}"`);
    expect(page.text).toContain('--accent: #0f6070; --on-accent: #ffffff;');
    const style = /<style>([^]*)<\/style>/.exec(page.text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'; img-src 'self';`);
  });
});
