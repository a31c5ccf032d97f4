import { OpenAiServer } from '@rapport/providers/testing';
import { dataOf, type Person } from './Person.js';
import { TestApp } from './startTestApp.js';

export interface Piece {
  readonly kind: string;
  readonly text: string;
  readonly url: string | null;
  readonly reason: string | null;
  readonly sources: string[];
  readonly findings: { kind: string; text: string; message: string; mayConfirm: boolean }[];
}

export interface Answer {
  readonly id: string;
  readonly task: string;
  readonly state: string;
  readonly problem: string | null;
  readonly pieces: Piece[];
  readonly sources: { id: string; label: string; text: string; entryId: string | null }[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
}

export interface LiveEvent {
  readonly type: string;
  readonly data: Answer;
}

/** What a model would answer. */
export const pieces = (...given: Partial<Piece>[]): string =>
  JSON.stringify({
    pieces: given.map(({ kind = 'paragraph', text = '', url = null, reason = null, sources = [] }) => ({
      kind,
      text,
      url,
      reason,
      sources,
    })),
  });

export const AI_SETTINGS = {
  model: 'gpt-test',
  isOn: true,
  allowedFields: [] as string[],
  monthTokens: 1_000_000,
  monthCost: null as number | null,
  inputPrice: 2.5,
  outputPrice: 10,
  currency: 'EUR',
};

/** The application with an AI service beside it that answers as it is told. */
export class AiWorld {
  private constructor(
    readonly app: TestApp,
    readonly service: OpenAiServer,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<AiWorld> {
    const service = await OpenAiServer.start();
    const app = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'false', AI_PRIVATE_HOSTS: service.host, ...environment });
    return new AiWorld(app, service);
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.service.stop();
  }

  setUp(
    person: Person,
    over: Partial<typeof AI_SETTINGS> & { allowedCustomFields?: string[]; key?: string | null; baseUrl?: string } = {},
  ): Promise<object> {
    return dataOf(person.put('ai/settings', { ...AI_SETTINGS, baseUrl: this.service.url, key: this.service.key, ...over }));
  }

  /** Everything that its events told, in order. */
  async events(person: Person, id: string): Promise<LiveEvent[]> {
    const { text, status } = await person.get(`ai/requests/${id}/events`).buffer(true).parse(asText);
    if (status !== 200) throw new Error(`The events answered ${status}: ${text}`);
    return eventsIn(text);
  }

  async ask(person: Person, input: object): Promise<Answer> {
    const { id } = await dataOf<Answer>(person.post('ai/requests', input));
    const last = (await this.events(person, id)).at(-1);
    if (!last) throw new Error('Nothing was told of the answer.');
    return last.data;
  }
}

function eventsIn(text: string): LiveEvent[] {
  return text
    .split('\n\n')
    .map((block) => ({ type: /^event: (.*)$/m.exec(block)?.[1] ?? '', data: /^data: (.*)$/m.exec(block)?.[1] ?? '' }))
    .filter(({ type, data }) => type !== '' && data !== '')
    .map(({ type, data }) => ({ type, data: JSON.parse(data) as Answer }));
}

/** Superagent does not read a stream of events by itself. */
function asText(response: unknown, done: (error: Error | null, text: string) => void): void {
  const stream = response as NodeJS.ReadableStream & { text: string };
  stream.text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => (stream.text += chunk));
  stream.on('end', () => done(null, stream.text));
  stream.on('error', (error) => done(error, stream.text));
}
