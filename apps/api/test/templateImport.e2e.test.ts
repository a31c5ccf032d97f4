import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { ZipFile } from 'yazl';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Plan {
  documents: string[];
  document: string;
  kind: string;
  notBlocks: string | null;
  name: string;
  subject: string;
  images: { name: string; path: string | null; alt: string }[];
  tags: { from: string; to: string | null }[];
  findings: { code: string; message: string }[];
}
interface Template {
  id: string;
  kind: string;
  subject: string;
  bodyHtml: string;
  document: { rows: { columns: { blocks: { kind: string; src?: string }[] }[] }[] } | null;
}
interface Image {
  name: string;
  alt: string | null;
  url: string;
}

let test: TestApp;
let author: Person;
let red: Buffer;
let blue: Buffer;
const picture = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();
beforeAll(async () => {
  test = await TestApp.start();
  author = await test.member('author');
  [red, blue] = [await picture('#c03020'), await picture('#2030c0')];
});
afterAll(() => test.stop());

async function zipOf(files: Readonly<Record<string, string | Buffer>>, mode = 0o100644): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), path, { mode });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

let made = 0;
const rehearse = (file: string | Buffer, name = 'message.html', query = ''): ReturnType<Person['post']> =>
  author.post(`template-imports/rehearsal${query}`).attach('file', Buffer.from(file as string), name);
const planOf = (file: string | Buffer, name?: string, query?: string): Promise<Plan> => dataOf<Plan>(rehearse(file, name, query));
const bring = (file: string | Buffer, name = 'message.html', query = ''): ReturnType<Person['post']> =>
  author.post(`template-imports?name=Imported${(made += 1)}${query}`).attach('file', Buffer.from(file as string), name);
const imported = (file: string | Buffer, name?: string, query?: string): Promise<Template> => dataOf<Template>(bring(file, name, query));
const library = async (): Promise<Image[]> => (await dataOf<{ items: Image[] }>(author.get('images?limit=200'))).items;
const stored = async (): Promise<number> => (await readdir(join(test.database.dataDir, 'images')).catch(() => [])).length;
const codes = ({ findings }: Plan): string[] => findings.map(({ code }) => code.replace('templateImport.', ''));

describe('a ZIP with a message and its images', () => {
  const message = `<html><head><title>Spring *|FNAME|*</title></head><body>
    <!--[if mso]><v:rect><v:fill src="Img/logo%201.png"/></v:rect><![endif]-->
    <p onclick="steal()">Hi *|FNAME|*, *|MERGE9|*</p><script>steal()</script>
    <img src="img/Logo 1.PNG" alt="Our logo"><img src="./IMG/logo%201.png?x=1"><img src="gone.png" alt="x"><img src="https://cdn.example.com/far.png" alt="far">
    <img src="img/fake.png" alt="fake"><td background="img/back.png"></td><a href="*|UNSUB|*">Unsubscribe</a> <a href="javascript:steal()">x</a></body></html>`;
  const files = (): Promise<Buffer> =>
    zipOf({
      'mail/index.html': message,
      'mail/img/logo 1.png': red,
      'mail/img/back.png': blue,
      'mail/img/fake.png': 'no picture',
      '__MACOSX/mail/._index.html': 'x',
    });

  it('is rehearsed without keeping anything', async () => {
    const before = await stored();
    const plan = await planOf(await files(), 'mail.zip');
    expect(plan).toMatchObject({ documents: ['mail/index.html'], document: 'mail/index.html', kind: 'html', notBlocks: null });
    expect(plan.images.map(({ name, alt }) => [name, alt])).toEqual([
      ['logo 1.png', 'Our logo'],
      ['back.png', ''],
    ]);
    expect(plan.tags).toEqual([
      { from: '*|FNAME|*', to: '{{ first_name }}' },
      { from: '*|MERGE9|*', to: null },
      { from: '*|UNSUB|*', to: '{{ unsubscribe_url }}' },
    ]);
    expect(codes(plan)).toEqual(['removed', 'tagUnknown', 'imageMissing', 'imageUnreadable', 'imageRemote', 'altMissing']);
    expect(plan.findings[0]?.message).toContain('<script>');
    expect(plan.findings[0]?.message).toContain('onclick');
    expect(await stored()).toBe(before);
    expect(await library()).toEqual([]);
  });

  it('becomes a template whose images are in the library, each once', async () => {
    const { bodyHtml, id } = await imported(await files(), 'mail.zip');
    const images = await library();
    expect(images.map(({ name, alt }) => [name, alt]).sort()).toEqual([
      ['back.png', null],
      ['logo 1.png', 'Our logo'],
    ]);
    const logo = images.find(({ name }) => name === 'logo 1.png')?.url ?? '?';
    expect(bodyHtml.split(logo)).toHaveLength(4);
    expect(bodyHtml).not.toMatch(/steal|<script|onclick/);
    expect(bodyHtml).toContain('<!--[if mso]>');
    expect(bodyHtml).toContain('<a href="{{ unsubscribe_url }}">');
    expect(bodyHtml).toContain('src="https://cdn.example.com/far.png"');
    expect((await dataOf<{ id: string }[]>(author.get(`images/${(images[0] as unknown as { id: string }).id}/uses`)))[0]).toMatchObject({
      id,
    });
    const again = await imported(await files(), 'mail.zip');
    expect(again.bodyHtml).toBe(bodyHtml);
    expect(await library()).toHaveLength(2);
  });

  it('asks which message is meant when there are two', async () => {
    const two = await zipOf({ 'de/brief.html': '<title>Hallo</title><p>Hallo</p>', 'index.html': '<title>Hello</title><p>Hello</p>' });
    expect(await planOf(two, 'two.zip')).toMatchObject({ documents: ['index.html', 'de/brief.html'], name: 'Hello' });
    expect(await planOf(two, 'two.zip', '?document=de/brief.html')).toMatchObject({ document: 'de/brief.html', subject: 'Hallo' });
    expect(await errorOf(rehearse(two, 'two.zip', '?document=fr.html'))).toMatchObject({
      fields: [{ field: 'document', code: 'templateImport.noSuchDocument' }],
    });
  });

  it('leaves nothing behind when the import fails', async () => {
    const files = await stored();
    const images = await library();
    await imported('<p>Taken</p>', 'x.html', '&subject=Hi');
    const zip = await zipOf({
      'a.html': '<img src="new.png"><img src="bad.png">',
      'new.png': await picture('#119911'),
      'bad.png': red.subarray(0, 60),
    });
    expect((await bring(zip, 'bad.zip')).status).toBe(422);
    const good = await zipOf({ 'a.html': '<img src="new.png">', 'new.png': await picture('#118811') });
    made -= 2;
    expect(await errorOf(bring(good, 'good.zip'))).toMatchObject({ code: 'template.nameTaken' });
    made += 1;
    expect(await stored()).toBe(files);
    expect(await library()).toEqual(images);
  });

  it('is refused with a reason when it is no package of ours', async () => {
    const refusals: [Buffer, string][] = [
      [await zipOf({ 'inner.zip': 'PK' }), 'noMessage'],
      [await zipOf({ 'logo.png': red }), 'noMessage'],
      [await zipOf({ 'a.html': '../../etc/passwd' }, 0o120777), 'unsafePath'],
      [await zipOf(Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`f${at}.txt`, '']))), 'zipTooLarge'],
      [
        Buffer.from((await zipOf({ 'xx/evil.html': '<p>x</p>' })).toString('latin1').replaceAll('xx/evil', '../evil'), 'latin1'),
        'unsafePath',
      ],
      [await zipOf({ 'a.html': Buffer.alloc(40 * 1024 ** 2) }), 'zipTooLarge'],
      [(await zipOf({ 'a.html': '<p>x</p>' })).subarray(0, 40), 'damaged'],
      [Buffer.from('%PDF-1.7'), 'unknownFile'],
    ];
    for (const [file, code] of refusals) expect(await errorOf(rehearse(file, 'x.zip'))).toMatchObject({ code: `templateImport.${code}` });
    const locked = await zipOf({ 'a.html': '<p>x</p>' });
    for (const at of [6, locked.indexOf(Buffer.from('PK\u0001\u0002')) + 8]) locked[at] = (locked[at] ?? 0) | 1;
    expect(await errorOf(rehearse(locked, 'x.zip'))).toMatchObject({ code: 'templateImport.protected' });
  });
});

describe('HTML alone', () => {
  it('is read in the encoding that it has', async () => {
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<p>Grüße</p>', 'utf16le')]);
    expect((await imported(wide)).bodyHtml).toBe('<p>Grüße</p>');
    const western = Buffer.from('<p>Gr\u00fc\u00dfe \u0080</p>', 'latin1');
    expect((await imported(western)).bodyHtml).toBe('<p>Grüße €</p>');
    expect(codes(await planOf(western))).toEqual(['encoding']);
    const named = Buffer.concat([Buffer.from('<meta charset="iso-8859-2"><p>'), Buffer.from([0xb1]), Buffer.from('</p>')]);
    expect((await imported(named)).bodyHtml).toContain('<p>ą</p>');
  });

  it('gives its embedded images to the library, and may be large because of them only', async () => {
    const data = `data:image/png;base64,${(await picture('#abcdef')).toString('base64')}`;
    const { bodyHtml } = await imported(`<p><img src="${data}" alt="Sky"></p><div style="background: url('${data}')">x</div>`);
    expect(bodyHtml).not.toContain('base64');
    expect(bodyHtml.match(/\/a\/[\w-]{43}/g)).toHaveLength(2);
    expect(await errorOf(rehearse(`<p>${'long '.repeat(1_000_000)}</p>`))).toMatchObject({ code: 'templateImport.textTooLarge' });
    expect(await errorOf(rehearse('<b></b>'.repeat(400_000)))).toMatchObject({ code: 'templateImport.textTooLarge' });
    expect(await errorOf(rehearse(''))).toMatchObject({ code: 'templateImport.noFile' });
  });

  it('with 10,000 nested tables gets an answer', async () => {
    const nested = `${'<table><tr><td>'.repeat(10_000)}x${'</td></tr></table>'.repeat(10_000)}`;
    expect([200, 422]).toContain((await rehearse(nested)).status);
  });

  it('keeps our own tags, and translates those of Brevo, Mautic and HubSpot', async () => {
    const { bodyHtml } = await imported(
      '<p>{{ first_name | default: "you" }} {{ contact.FIRSTNAME | default : "there" }} {{ contact.lastname }} {contactfield=email} {contactfield=firstname|friend} {{ contact.MOOD }}</p><a href="{{ unsubscribe_link }}">a</a><a href="{{ unsubscribe }}">b</a><a href="{unsubscribe_url}">c</a>',
    );
    expect(bodyHtml).toBe(
      '<p>{{ first_name | default: "you" }} {{ first_name | default: "there" }} {{ last_name }} {{ email }} {{ first_name | default: "friend" }} {{ contact.MOOD }}</p><a href="{{ unsubscribe_url }}">a</a><a href="{{ unsubscribe_url }}">b</a><a href="{{ unsubscribe_url }}">c</a>',
    );
  });

  it('is the business of authors', async () => {
    const viewer = await test.member('viewer');
    expect((await viewer.post('template-imports/rehearsal').attach('file', Buffer.from('<p>x</p>'), 'x.html')).status).toBe(403);
    await imported('<p>Ours</p>');
    const stranger = await test.stranger();
    expect((await dataOf<{ items: object[] }>(stranger.get('templates'))).items).toEqual([]);
  });
});

describe('MJML', () => {
  const body = (inner: string, head = ''): string =>
    `<mjml><mj-head><mj-title>News</mj-title>${head}</mj-head><mj-body>${inner}</mj-body></mjml>`;
  const section = (inner: string): string => `<mj-section><mj-column>${inner}</mj-column></mj-section>`;

  it('becomes blocks where each element has one', async () => {
    const mjml = body(
      section(
        '<mj-image src="logo.png" alt="Logo" width="300px" /><mj-text><h1>Hello</h1></mj-text><mj-text>Hi *|FNAME|*<br>there</mj-text>',
      ) +
        '<mj-section><mj-column width="66%"><mj-button href="https://example.com">Go</mj-button></mj-column><mj-column width="34%"><mj-divider /><mj-spacer height="30px" /></mj-column></mj-section>',
    );
    const zip = await zipOf({ 'mail.mjml': mjml, 'logo.png': red });
    expect(await planOf(zip, 'm.zip')).toMatchObject({ kind: 'blocks', notBlocks: null, subject: 'News' });
    const template = await imported(zip, 'm.zip');
    const blocks = template.document?.rows.flatMap(({ columns }) => columns.flatMap((column) => column.blocks)) ?? [];
    expect(blocks.map(({ kind }) => kind)).toEqual(['image', 'heading', 'text', 'button', 'divider', 'spacer']);
    expect(blocks[0]?.src).toMatch(/\/a\/[\w-]{43}$/);
    expect(template.bodyHtml).toContain('{{ first_name }}');
  });

  it('becomes HTML where one has none, and says which', async () => {
    const mjml = body(
      section('<mj-text>Hello</mj-text><mj-table><tr><td>1</td></tr></mj-table><mj-raw><script>steal()</script><p>raw</p></mj-raw>'),
    );
    const plan = await planOf(mjml, 'mail.mjml');
    expect(plan).toMatchObject({ kind: 'html', notBlocks: '<mj-table>' });
    expect(codes(plan)).toContain('removed');
    const { bodyHtml } = await imported(mjml, 'mail.mjml');
    expect(bodyHtml).toContain('raw');
    expect(bodyHtml).not.toContain('steal');
  });

  it('reads nothing that it includes', async () => {
    const mjml = body(
      `<mj-include path="/etc/passwd" />${section('<mj-text>Hello</mj-text>')}<mj-include path="http://127.0.0.1:1/x.mjml"></mj-include>`,
    );
    expect(codes(await planOf(mjml, 'mail.mjml'))).toContain('includes');
    const { bodyHtml } = await imported(mjml, 'mail.mjml');
    expect(bodyHtml).not.toContain('root:');
    expect(bodyHtml).toContain('Hello');
  });

  it('that is broken is told so', async () => {
    for (const mjml of ['<mjml><mj-body><mj-hero><mj-text>Hi</mj-body>', '<mjml></mjml>', '<mjml><mj-head/>'])
      expect([200, 422]).toContain((await rehearse(mjml, 'mail.mjml')).status);
    expect(await errorOf(rehearse('<mjml></mjml>', 'mail.mjml'))).toMatchObject({ code: 'templateImport.mjmlBroken' });
  });
});
