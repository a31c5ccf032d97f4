import { GeneratorError, type TextQuestion } from '../contracts/TextGenerator.js';
import { OpenAiServer, type OpenAiTurn } from '../testing/OpenAiServer.js';
import { isOpenAi, OpenAiText } from './OpenAiText.js';

const question: TextQuestion = {
  instructions: 'Answer by the schema.',
  data: '{"brief":"Ink"}',
  schemaName: 'draft',
  schema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'], additionalProperties: false },
  mostTokens: 500,
};
const answer = JSON.stringify({ text: 'Ink is here, in every colour that you asked for.' });

let server: OpenAiServer;
beforeAll(async () => {
  server = await OpenAiServer.start();
});
afterEach(() => {
  expect(server.problems).toEqual([]);
  server.questions.splice(0);
});
afterAll(() => server.stop());

const generator = (over: { apiKey?: string | null; baseUrl?: string; timeoutMs?: number; mostBytes?: number } = {}): OpenAiText =>
  new OpenAiText({ baseUrl: server.url, apiKey: server.key, model: 'gpt-test', ...over }, over);
const ask = (given = generator(), signal = new AbortController().signal, onText?: (soFar: string) => void) =>
  given.ask(question, { signal, ...(onText ? { onText } : {}) });
async function failure(turn: OpenAiTurn | null, given = generator(), signal?: AbortSignal): Promise<GeneratorError> {
  if (turn) server.turns.push(turn);
  const outcome = await ask(given, signal).catch((error: unknown) => error);
  if (outcome instanceof GeneratorError) return outcome;
  throw new Error(`Expected a GeneratorError, got ${String(outcome)}`);
}

it('asks for an answer by a strict schema, and passes on what has come so far', async () => {
  server.turns.push({ kind: 'text', text: answer });
  const seen: string[] = [];
  expect(await ask(undefined, undefined, (soFar) => seen.push(soFar))).toEqual({ text: answer, inputTokens: 1200, outputTokens: 300 });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)).toBe(answer);
  expect(server.questions).toMatchObject([
    { model: 'gpt-test', instructions: question.instructions, data: question.data, schema: question.schema },
  ]);
  expect(server.questions[0]?.body).toMatchObject({
    stream: true,
    max_tokens: 500,
    response_format: { type: 'json_schema', json_schema: { name: 'draft', strict: true } },
  });
});

it('answers without counts where the service does not count', async () => {
  server.turns.push({ kind: 'text', text: answer, usage: false });
  expect(await ask()).toEqual({ text: answer, inputTokens: null, outputTokens: null });
});

it.each<[OpenAiTurn, Partial<GeneratorError>]>([
  [{ kind: 'status', status: 401 }, { kind: 'auth' }],
  [{ kind: 'status', status: 403 }, { kind: 'auth' }],
  [{ kind: 'status', status: 404 }, { kind: 'model' }],
  [{ kind: 'status', status: 400, message: 'Unknown parameter.' }, { kind: 'model' }],
  [
    { kind: 'status', status: 429, retryAfter: '20' },
    { kind: 'limited', retryAfterMs: 20_000 },
  ],
  [
    { kind: 'status', status: 429, code: 'insufficient_quota' },
    { kind: 'limited', retryAfterMs: null },
  ],
  [{ kind: 'status', status: 500 }, { kind: 'unavailable' }],
  [
    { kind: 'refusal', text: 'I cannot help with that.' },
    { kind: 'refused', outputTokens: 300 },
  ],
  [{ kind: 'text', text: answer, end: 'content_filter' }, { kind: 'refused' }],
  [{ kind: 'text', text: answer, end: 'length' }, { kind: 'truncated' }],
  [{ kind: 'text', text: '  ' }, { kind: 'empty' }],
  [{ kind: 'empty' }, { kind: 'empty' }],
  [{ kind: 'stop', text: answer }, { kind: 'broken' }],
  [{ kind: 'raw', text: 'data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}\n\n' }, { kind: 'broken' }],
  [{ kind: 'raw', text: 'data: {not json\n\n' }, { kind: 'broken' }],
  [{ kind: 'raw', text: '<html>a page</html>' }, { kind: 'empty' }],
  [{ kind: 'raw', text: 'data: {"error":{"message":"Overloaded"}}\n\n' }, { kind: 'unavailable' }],
])('%j is %j', async (turn, expected) => {
  const error = await failure(turn);
  expect(error).toMatchObject(expected);
  expect(error.message).toMatch(/^[A-Z].*\.$/);
  expect(server.questions).toHaveLength(1);
});

it('ends an answer that is far too large, in many pieces or without end of line', async () => {
  expect(await failure({ kind: 'text', text: 'a'.repeat(200_000) })).toMatchObject({ kind: 'tooLarge' });
  expect(await failure({ kind: 'raw', text: `data: ${'a'.repeat(10 * 1024 * 1024)}` })).toMatchObject({ kind: 'tooLarge' });
});

it('hangs up when it is cancelled, and when it takes too long', async () => {
  const cancel = new AbortController();
  server.turns.push({ kind: 'hang', text: answer });
  const cancelled = await ask(undefined, cancel.signal, () => cancel.abort()).catch((error: unknown) => error);
  expect(cancelled).toMatchObject({ kind: 'cancelled' });
  expect(await failure({ kind: 'hang', text: answer }, generator({ timeoutMs: 200 }))).toMatchObject({ kind: 'tooSlow' });
});

it('is told when nothing is there, and when the key is wrong', async () => {
  const { url } = server;
  expect(await failure(null, generator({ apiKey: 'wrong' }))).toMatchObject({ kind: 'auth' });
  expect(await failure(null, generator({ apiKey: null }))).toMatchObject({ kind: 'auth' });
  const away = await OpenAiServer.start();
  const gone = away.url;
  await away.stop();
  expect(gone).not.toBe(url);
  expect(await failure(null, generator({ baseUrl: gone }))).toMatchObject({ kind: 'unavailable' });
});

it('knows whose address it is', () => {
  expect(['https://api.openai.com/v1', 'https://garden.openai.azure.com/openai/v1'].map(isOpenAi)).toEqual([true, true]);
  expect(['http://127.0.0.1:11434/v1', 'https://openai.com.evil.example/v1', 'no address'].map(isOpenAi)).toEqual([false, false, false]);
});
