import { createOpenApiDocument } from '../src/openApiDocument.js';
import { note } from './support/note.js';
import { FuzzWorld } from './support/fuzz/FuzzWorld.js';
import { type HostileRequest, idsInPath, knownIds, type Operation, operationsOf, RequestMaker } from './support/fuzz/requestsOf.js';
import { SeededRandom } from './support/fuzz/SeededRandom.js';
import { type RawAnswer, sendRaw } from './support/fuzz/sendRaw.js';
import { TestApp } from './support/startTestApp.js';

/** FUZZ_SEED repeats a run; FUZZ_ROUNDS makes it longer. Every run at a desk tries something new; a change is judged by the same requests as the one before. */
const SEED = Number(process.env['FUZZ_SEED'] ?? (process.env['CI'] ? 980_306 : Date.now() % 1_000_000));
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 20);
const SLOWEST_MS = 4_000;
const LARGEST_ERROR = 16 * 1024;
const PARALLEL = 6;
const CODE = /^[a-z][A-Za-z]*\.[A-Za-z0-9]+$/;

/** Where every id is made up. Whoever adds one says why; for all others a part of test/world makes one. */
const MADE_UP: Readonly<Record<string, string>> = {
  'registrations/{token}': 'is only in an email',
  'invitations/{token}': 'is only in an email',
  'system-mails/{id}': 'the first account alone may read them, and it is none of those that send',
  'sessions/{id}': 'a session that ends takes the rest of its round with it',
  'memberships/{id}': 'an owner has none to end',
  'reports/{token}': 'a report is shared once its campaign has started, and none of the world has',
  'recipients/{recipientId}': 'there are none before a campaign is sent',
  'variants/{variantId}': 'the campaigns of the world have none',
};

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

it('knows an id that exists for everything that has one in its path', async () => {
  const { ids } = await FuzzWorld.settle(test);
  const places = operationsOf(createOpenApiDocument(test.app)).flatMap(({ path }) => idsInPath(path));
  const nameOf = ({ word, name }: { word: string; name: string }): string => `${word}/{${name}}`;
  const unknown = new Set(places.filter((place) => knownIds(ids, place).length === 0).map(nameOf));
  expect([...unknown].toSorted()).toEqual(Object.keys(MADE_UP).toSorted());
  expect(new Set(places.map(nameOf)).size).toBeGreaterThan(20);
});

it(`answers whatever it is sent in the envelope, in time, and never fails (FUZZ_SEED=${SEED})`, async () => {
  const document = createOpenApiDocument(test.app);
  // What may end the session or remove the workspace comes last in every round.
  const operations = operationsOf(document).sort((a, b) => Number(isLeaving(a)) - Number(isLeaving(b)));
  const random = new SeededRandom(SEED);
  const tally = new Map<number, number>();
  const problems: string[] = [];
  let world = await FuzzWorld.settle(test);
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!(await world.isStanding())) world = await FuzzWorld.settle(test);
    const { cookie, ids } = world;
    const maker = new RequestMaker(document, random, ids);
    await inParallel(
      operations.map((operation) => maker.make(operation)),
      async (request) => {
        const headers = { cookie, 'x-rapport-client': 'fuzz', ...request.headers };
        const answer = await sendRaw(test.url, { ...request, headers });
        tally.set(answer.status, (tally.get(answer.status) ?? 0) + 1);
        const problem = problemWith(answer);
        if (problem) problems.push(`${problem}\n  ${describe(request)}`);
      },
    );
  }
  note(`fuzz: FUZZ_SEED=${SEED}, answers by status ${JSON.stringify(Object.fromEntries(tally))}`);
  expect(problems.slice(0, 20)).toEqual([]);
  // Otherwise a session that ended early would let everything pass.
  const sum = [...tally.values()].reduce((total, count) => total + count, 0);
  expect((tally.get(200) ?? 0) + (tally.get(422) ?? 0)).toBeGreaterThan(sum / 4);
}, 400_000);

function isLeaving({ method, path }: Operation): boolean {
  return /auth\/logout|\/me($|\/)|sessions/.test(path) || (method === 'DELETE' && path.endsWith('/{workspaceId}'));
}

function problemWith(answer: RawAnswer): string | null {
  if (answer.status >= 500) return `answered ${answer.status}: ${answer.text.slice(0, 300)}`;
  if (answer.ms > SLOWEST_MS) return `took ${Math.round(answer.ms)} ms`;
  const isFile = String(answer.headers['content-disposition']).startsWith('attachment; ');
  if (isFile && answer.status === 200) return null;
  const envelope = parse(answer.text);
  if (!envelope || !('data' in envelope) || !('error' in envelope))
    return `left the envelope (${answer.status}): ${answer.text.slice(0, 200)}`;
  if (answer.status < 400) return envelope.error === null ? null : 'succeeded with an error';
  if (answer.text.length > LARGEST_ERROR) return `answered ${answer.status} with ${answer.text.length} bytes`;
  const { error } = envelope;
  const isComplete = envelope.data === null && error && CODE.test(error.code) && error.message.length > 10 && error.requestId.length > 7;
  return isComplete ? null : `answered ${answer.status} with half an error: ${answer.text.slice(0, 300)}`;
}

function parse(text: string): { data: unknown; error: { code: string; message: string; requestId: string } | null } | null {
  try {
    return JSON.parse(text) as ReturnType<typeof parse>;
  } catch {
    return null;
  }
}

function describe({ method, path, headers, body }: HostileRequest): string {
  return `${method} ${path.slice(0, 400)} ${JSON.stringify(headers)} ${(body ?? '(no body)').slice(0, 1_500)}`;
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
}
