import { connect } from 'node:net';
import { type RawAnswer, type RawRequest, sendRaw } from './support/fuzz/sendRaw.js';
import { FuzzWorld } from './support/fuzz/FuzzWorld.js';
import { TestApp } from './support/startTestApp.js';
import { watchOthers } from './support/watchOthers.js';

let test: TestApp;
let world: FuzzWorld;
beforeAll(async () => {
  test = await TestApp.start({ MAX_UPLOAD_MB: '1' });
  world = await FuzzWorld.settle(test);
});
afterAll(() => test.stop());

const JSON_TYPE = { 'content-type': 'application/json' };

async function send(request: RawRequest): Promise<RawAnswer> {
  const path = request.path.startsWith('/') ? request.path : `/api/v1/workspaces/${world.workspaceId}/${request.path}`;
  return sendRaw(test.url, { ...request, path, headers: { cookie: world.cookie, 'x-rapport-client': 'limits', ...request.headers } });
}

/** `<status> <code>` of an answer that must be a complete refusal in the envelope. */
function refusalOf(answer: Pick<RawAnswer, 'status' | 'text' | 'headers'>): string {
  const { data, error } = JSON.parse(answer.text) as { data: null; error: { code: string; message: string; requestId: string } };
  expect(data).toBeNull();
  expect(error.message.length).toBeGreaterThan(20);
  expect(answer.headers['x-request-id']).toBe(error.requestId);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  return `${answer.status} ${error.code}`;
}

const post = async (body: string): Promise<string> => refusalOf(await send({ method: 'POST', path: 'contacts', headers: JSON_TYPE, body }));

/** The event loop: three times in a row it is our own doing, and no collection of garbage. */
async function expectHeldLessThan(limitMs: number, work: () => Promise<unknown>): Promise<void> {
  const tries: number[] = [];
  while (tries.length < 3 && !tries.some((ms) => ms < limitMs)) tries.push((await watchOthers(test.database, test.owner, work)).loopHeldMs);
  expect(Math.min(...tries)).toBeLessThan(limitMs);
}

const keys = (count: number): [string, number][] => Array.from({ length: count }, (_, index) => [`key${index}`, index]);

describe('a body', () => {
  it('may have five megabytes', async () => {
    expect(await post(`{"firstName":"${'x'.repeat(5 * 1024 * 1024)}"}`)).toBe('413 request.tooLarge');
  });

  it('may be nested 32 levels deep, however deep a parser could go', async () => {
    expect(await post(`{"customFields":${'['.repeat(40)}${']'.repeat(40)}}`)).toBe('422 request.tooDeep');
    expect(await post(`{"customFields":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`)).toBe('422 request.tooDeep');
  });

  it('may hold 10,000 keys and entries', async () => {
    expect(await post(JSON.stringify({ listIds: Array.from({ length: 10_001 }, (_, index) => index) }))).toBe('422 request.tooManyValues');
    const wide = Array.from({ length: 60 }, () => Object.fromEntries(keys(190)));
    expect(await post(JSON.stringify({ listIds: wide }))).toBe('422 request.tooManyValues');
    expect(await post(`[${'[],'.repeat(10_000)}[]]`)).toBe('422 request.tooManyValues');
  });

  it('holds objects of at most 200 keys, wherever they are and however they are written', async () => {
    const wide = Object.fromEntries(keys(201));
    expect(await post(JSON.stringify(wide))).toBe('422 request.tooManyKeys');
    expect(await post(JSON.stringify({ customFields: { deep: [wide] } }))).toBe('422 request.tooManyKeys');
    expect(await post(`{${'"same":1,'.repeat(200)}"same":1}`)).toBe('422 request.tooManyKeys');
    expect(await post(JSON.stringify({ firstName: '{,,,,{[\\\\"'.repeat(300) }))).toBe('422 request.invalid');
    expect(await post(JSON.stringify(Object.fromEntries(keys(200))))).toBe('422 request.invalid');
  });

  it('holds lists of at most as many entries as the field says', async () => {
    const ids = Array.from({ length: 101 }, () => world.workspaceId);
    expect(await post(JSON.stringify({ listIds: ids }))).toBe('422 request.invalid');
  });

  it('holds no text that a database cannot store, and says where', async () => {
    const answer = await send({ method: 'POST', path: 'contacts', headers: JSON_TYPE, body: '{"customFields":{"a":["fine","\\ud800"]}}' });
    expect(refusalOf(answer)).toBe('422 request.invalid');
    expect(JSON.parse(answer.text)).toMatchObject({ error: { fields: [{ field: 'customFields.a.1', code: 'field.unreadableText' }] } });
    expect(await post('{"firstName":"a\\u0000b"}')).toBe('422 request.invalid');
  });

  it.each(['👩‍👩‍👧‍👦', 'mailto:', '\u200b', '. ', '{{', '+1 (2)-'])(
    'that is megabytes of %j is refused by every field in a moment',
    async (unit) => {
      const long = unit.repeat(1_200_000 / Buffer.byteLength(unit));
      const contact = {
        firstName: long,
        primaryEmail: long,
        primaryPhone: long,
        customFields: { [world.ids['custom-fields']?.[0] ?? '']: long },
      };
      const bodies = {
        '/api/v1/auth/login': { email: long, password: long },
        '/api/v1/auth/password-reset': { email: long },
        contacts: contact,
      };
      for (const [path, value] of Object.entries(bodies)) {
        const body = JSON.stringify(value);
        const refuse = async (): Promise<void> =>
          expect(refusalOf(await send({ method: 'POST', path, headers: JSON_TYPE, body }))).toBe('422 request.invalid');
        const tries: number[] = [];
        while (tries.length < 3 && !tries.some((ms) => ms < 100))
          tries.push((await watchOthers(test.database, test.owner, refuse)).loopHeldMs);
        expect(Math.min(...tries)).toBeLessThan(100);
      }
    },
  );

  it('that would reach for prototypes is not read', async () => {
    expect(await post('{"__proto__":{"role":"owner"}}')).toBe('400 request.malformed');
  });

  it('must be whole JSON of the right type', async () => {
    expect(await post('{"firstName":')).toBe('400 request.malformed');
    const answer = await send({ method: 'POST', path: 'contacts', headers: { 'content-type': 'application/xml' }, body: '<a/>' });
    expect(refusalOf(answer)).toBe('415 request.mediaType');
  });
});

describe('an address', () => {
  const get = async (path: string): Promise<string> => refusalOf(await send({ method: 'GET', path }));

  it('may have eight kilobytes', async () => {
    expect(await get(`contacts?search=${'x'.repeat(9_000)}`)).toBe('414 request.urlTooLong');
  });

  it('may have parts of 800 characters', async () => {
    expect(await get(`contacts/${'x'.repeat(900)}`)).toBe('404 route.notFound');
  });

  it('may carry a hundred parameters, and no structures in them', async () => {
    expect(await get(`contacts?${Array.from({ length: 101 }, (_, index) => `p${index}=1`).join('&')}`)).toBe(
      '422 request.tooManyParameters',
    );
    expect(await get(`contacts?search${'[a]'.repeat(200)}=1`)).toBe('422 request.invalid');
  });

  it('must be UTF-8', async () => {
    expect(await get('contacts/%ED%A0%80')).toBe('400 request.malformedUrl');
    expect(await get('contacts?search=%00')).toBe('422 request.invalid');
  });
});

describe('headers', () => {
  it('may have sixteen kilobytes together', async () => {
    const answer = await send({ method: 'GET', path: 'contacts', headers: { 'x-long': 'x'.repeat(20_000) } });
    expect(refusalOf(answer)).toBe('431 request.headersTooLarge');
  });

  it('must be HTTP', async () => {
    const text = await overSocket('GET / HTTP/1.1\r\nbroken header\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"request.malformed"');
  });
});

describe('an upload', () => {
  const upload = async (body: string, boundary = 'edge'): Promise<string> =>
    refusalOf(
      await send({ method: 'POST', path: 'imports', headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body }),
    );
  const field = (name: string, value: string): string => `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = (content: string): string =>
    `--edge\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n`;

  it('may have the size of MAX_UPLOAD_MB', async () => {
    const rows = 'Ann,ann@example.com\n'.repeat(70_000);
    expect(await upload(`${file(`First name,Email\n${rows}`)}--edge--\r\n`)).toMatch(/^413 /);
  });

  it('may have twenty fields beside the file', async () => {
    const fields = Array.from({ length: 30 }, (_, index) => field(`f${index}`, 'x')).join('');
    expect(await upload(`${fields}${file('First name\nAnn\n')}--edge--\r\n`)).toBe('413 upload.tooManyParts');
  });

  it('must be a whole form', async () => {
    expect(await upload('--edge\r\n\r\nhalf')).toBe('400 upload.malformed');
    expect(await upload('nothing of the kind')).toBe('400 upload.malformed');
    expect(await upload(field('__proto__', 'x') + '--edge--\r\n')).toBe('400 upload.malformed');
    expect(await upload('--edge--\r\n')).toBe('400 import.noFile');
  });

  it.each([
    ['bytes of no encoding', [0xff, 0x81, 0x0a]],
    ['Cyrillic rows', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x2c, 0xec, 0xe8, 0xf0, 0x0a]],
    ['line ends', [0x61, 0x0a]],
    ['quotes', [0x22]],
  ])('of %s is looked at in a moment', async (_, bytes) => {
    const content = Buffer.alloc(900_000, Buffer.from(bytes));
    const take = async (): Promise<void> => {
      expect((await test.owner.post('imports').attach('file', content, 'a.csv')).status).toBeLessThan(500);
    };
    await expectHeldLessThan(200, take);
  });
});

describe('an error answer', () => {
  const SIXTEEN_KB = 16 * 1024;
  const answerTo = (body: string, path = '/api/v1/auth/login', type = 'application/json'): Promise<RawAnswer> =>
    sendRaw(test.url, { method: 'POST', path, headers: { 'x-rapport-client': 'limits', 'content-type': type }, body });

  it('names at most twenty fields, and says how many there are', async () => {
    const answer = await answerTo(JSON.stringify(Object.fromEntries(keys(150))));
    const { error } = JSON.parse(answer.text) as { error: { fields: object[]; fieldCount: number; message: string } };
    expect(error.fields).toHaveLength(20);
    expect(error.fieldCount).toBe(152);
    expect(error.message).toMatch(/^152 fields need attention: /);
  });

  it('stays small whatever is repeated in it', async () => {
    const long = 'ü'.repeat(400_000);
    const bodies = [
      JSON.stringify({ [long]: 1 }),
      JSON.stringify(Object.fromEntries(keys(200).map(([key]) => [key + '\u0001'.repeat(20_000), 1]))),
      JSON.stringify({ email: { [long]: { [long]: '\ud800' } } }),
      JSON.stringify({ email: long, password: long }),
      `{${Array.from({ length: 49_000 }, (_, index) => `"key${index}":1`).join(',')}}`,
      JSON.stringify(long),
    ];
    for (const body of bodies) {
      const answer = await answerTo(body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(Buffer.byteLength(answer.text)).toBeLessThan(SIXTEEN_KB);
    }
    const form = await answerTo('a=1&'.repeat(10_000), '/api/v1/auth/login', 'application/x-www-form-urlencoded');
    expect(refusalOf(form)).toBe('422 request.tooManyParameters');
    const query = await sendRaw(test.url, { method: 'GET', path: `/api/v1/setup?${'a=1&'.repeat(1_000)}` });
    expect(refusalOf(query)).toBe('422 request.tooManyParameters');
  });
});

describe('slow senders', () => {
  it('have a time for headers, for a body, for everything, and for silence', () => {
    const server = test.app.getHttpServer() as {
      headersTimeout: number;
      requestTimeout: number;
      timeout: number;
      keepAliveTimeout: number;
    };
    expect(server).toMatchObject({ headersTimeout: 15_000, requestTimeout: 1_800_000, timeout: 120_000, keepAliveTimeout: 75_000 });
  });
});

function overSocket(text: string): Promise<string> {
  const { hostname, port } = new URL(test.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}
