import type { OpenAPIObject } from '@nestjs/swagger';
import { createOpenApiDocument } from '../src/openApiDocument.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { type FilledLists, fillLists } from './support/world.js';

let test: TestApp;
let full: Required<FilledLists>;
beforeAll(async () => {
  test = await TestApp.start();
  full = await fillLists(test);
}, 120_000);
afterAll(() => test.stop());

interface Parameter {
  readonly name: string;
  readonly in: string;
}

interface PagedList {
  readonly id: string;
  /** With what its path and its query need; ends in `?` or `&`. */
  readonly address: string;
}

/** Every GET that the API's own document says pages by cursor. */
function pagedLists(): PagedList[] {
  const { paths } = createOpenApiDocument(test.app) as Pick<OpenAPIObject, 'paths'>;
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get?.parameters?.some((parameter) => (parameter as Parameter).name === 'cursor')) return [];
    const id = get.operationId ?? '';
    const values: Record<string, string> = { workspaceId: test.owner.workspaceId, ...full.parameters[id] };
    const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
    return [{ id, address: `${filled}?${full.queries[id] ? `${full.queries[id]}&` : ''}` }];
  });
}

const cursorOf = (...keyset: unknown[]): string => Buffer.from(JSON.stringify(keyset)).toString('base64url');

/** The answer to a cursor: `200`, or `<status> <code>`. */
async function answerTo({ address }: PagedList, cursor: string): Promise<string> {
  const call = test.owner.get(`${address}limit=2&cursor=${encodeURIComponent(cursor)}`);
  const response = await call;
  if (response.status === 200) return '200';
  const { error } = response.body as { error: { code: string } };
  return `${response.status} ${error.code}`;
}

const REFUSED = ['400 page.badCursor', '422 request.invalid'];

const DAMAGED: Readonly<Record<string, string>> = {
  empty: '',
  'a word': 'abc',
  'a number below zero': '-1',
  'a number as programs write it': '1e9',
  'a number beyond every column': '99999999999999999999',
  'a NUL byte': '\u0000',
  'a picture': '🦉',
  'no keyset': Buffer.from('{"id":1}').toString('base64url'),
  'no place at all': cursorOf(),
  'text where a number is, or nothing of ours': cursorOf('abc', 'abc', 'abc', 'abc'),
  null: cursorOf(null),
  'a list in a list': cursorOf(['a']),
  'two lists in a list': cursorOf(['a'], ['b']),
  'text with a NUL byte': cursorOf('a\u0000b'),
  'two texts with a NUL byte': cursorOf('a\u0000b', 'c'),
  'three texts with a NUL byte': cursorOf('sorted', 'a\u0000b', 'c'),
  'half a character': `${cursorOf('x').slice(0, -4)}_c_`,
};

it('refuses every damaged page marker of every list in the same words', async () => {
  const lists = pagedLists();
  const answers: string[] = [];
  for (const list of lists) {
    expect(list.address).not.toContain('{');
    await dataOf(test.owner.get(`${list.address}limit=2`));
    for (const [what, cursor] of Object.entries(DAMAGED)) {
      const answer = await answerTo(list, cursor);
      if (!REFUSED.includes(answer)) answers.push(`${list.id}, ${what}: ${answer}`);
    }
  }
  expect(answers).toEqual([]);
  expect(lists.length).toBeGreaterThanOrEqual(15);
});

/** What the columns of a list hold, as its own markers tell. */
const KEYSETS: Readonly<Record<string, readonly unknown[]>> = {
  number: [7],
  'two numbers': [7, 0],
  text: ['0190a0b0-0000-7000-8000-000000000000'],
  'two texts': ['2026-01-31T09:00:00.000Z', '0190a0b0-0000-7000-8000-000000000000'],
  'two texts and a number': ['2026-01-31T09:00:00.000Z', '0190a0b0-0000-7000-8000-000000000000', 0],
  'a number and a text': [7, '0190a0b0-0000-7000-8000-000000000000'],
  'a number and two texts': [7, '0190a0b0-0000-7000-8000-000000000000', '0190a0b0-0000-7000-8000-000000000001'],
  'a place in a sort order': ['sorted', 'ann', '0190a0b0-0000-7000-8000-000000000000'],
};

it('takes the page marker of its own list, and of other lists only one that can be a place in its own', async () => {
  for (const list of pagedLists()) {
    const answers = await Promise.all(
      Object.entries(KEYSETS).map(async ([kind, keyset]) => [kind, await answerTo(list, cursorOf(...keyset))]),
    );
    const taken = answers.filter(([, answer]) => answer === '200').map(([kind]) => kind);
    expect([list.id, taken]).toEqual([list.id, [expect.any(String)]]);
    expect(answers.filter(([, answer]) => answer !== '200').map(([, answer]) => answer)).toEqual(
      Array(answers.length - 1).fill('400 page.badCursor'),
    );
  }
});

it('takes no number that is no place: below zero, with a fraction, beyond what is counted exactly', async () => {
  for (const list of pagedLists().filter(({ id }) => /Import(Rejects|Cells|Notes)|SignInLog|Audit|RecordHistory/.test(id))) {
    const width = /Cells|Notes/.test(list.id) ? 2 : 1;
    for (const place of [-1, 0.5, 1e21, 2 ** 63])
      expect(await answerTo(list, cursorOf(...Array(width).fill(place)))).toBe('400 page.badCursor');
  }
});

it('pages past names as long as they may be, whatever they are written in', async () => {
  const { owner } = test;
  for (const last of ['a', 'b', 'c'])
    await dataOf(owner.post('contacts', { lastName: `${'🦉'.repeat(199)}${last}`, company: '"'.repeat(200) }));
  for (const sort of ['name', 'company']) {
    const first = await dataOf<{ nextCursor: string; items: { id: string }[] }>(owner.get(`contacts?sort=-${sort}&limit=1`));
    const second = await dataOf<{ items: { id: string }[] }>(owner.get(`contacts?sort=-${sort}&limit=1&cursor=${first.nextCursor}`));
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
  }
});

it('is the same answer for a stranger, whatever the page marker: not found', async () => {
  const stranger = await test.stranger();
  for (const { address } of pagedLists().filter((list) => list.address.includes(test.owner.workspaceId)))
    expect((await errorOf(stranger.get(`${address}cursor=abc`))).status).toBe(404);
});
