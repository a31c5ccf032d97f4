import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { VendorSpec } from './vendorSpec.js';

/**
 * What the next question is met with. `text`: this answer, word by word. `pieces`: the same in pieces of one's own, and `end` as the reason.
 * `stop`: the connection ends in the middle of it. `hang`: nothing more comes after it. `raw`: these bytes as the stream.
 */
export type OpenAiTurn =
  | { readonly kind: 'text'; readonly text: string; readonly end?: 'stop' | 'length' | 'content_filter'; readonly usage?: boolean }
  | { readonly kind: 'refusal'; readonly text: string }
  | { readonly kind: 'status'; readonly status: number; readonly message?: string; readonly code?: string; readonly retryAfter?: string }
  | { readonly kind: 'stop' | 'hang' | 'raw'; readonly text: string }
  | { readonly kind: 'empty' };

export interface OpenAiQuestion {
  readonly model: string;
  readonly instructions: string;
  /** As sent: what left the house. */
  readonly data: string;
  readonly schema: unknown;
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether the client hung up before the answer was complete. */
  wasDropped: boolean;
}

/** A service that speaks Chat Completions, on the loopback: it streams what it is told to, and keeps what it was asked. */
export class OpenAiServer {
  readonly questions: OpenAiQuestion[] = [];
  /** What differs from the vendor's document. Stays empty where that is not there. */
  readonly problems: string[] = [];
  readonly turns: OpenAiTurn[] = [];
  /** What is answered when no turn is left. */
  standard: (question: OpenAiQuestion) => string = () => '{}';
  /** What happens elsewhere before a question that has arrived is answered. */
  meanwhile: () => Promise<void> = () => Promise.resolve();
  readonly key = 'sk-loopback-0123456789';
  private readonly spec = VendorSpec.read('openai.json');
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<OpenAiServer> {
    const server = createServer();
    const openAi = new OpenAiServer(server);
    server.on('connection', (socket) => {
      openAi.sockets.add(socket);
      socket.on('close', () => openAi.sockets.delete(socket));
    });
    server.on('request', (request, response) => {
      openAi.meet(request, response).catch((error: unknown) => {
        openAi.problems.push(String(error));
        response.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return openAi;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}/v1`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url !== '/v1/chat/completions' || request.method !== 'POST') return refuse(response, 404, 'Not found', null);
    if (request.headers.authorization !== `Bearer ${this.key}`)
      return refuse(response, 401, 'Incorrect API key provided', 'invalid_api_key');
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    this.hold(body, null);
    const question = questionOf(body);
    this.questions.push(question);
    response.on('close', () => (question.wasDropped = !response.writableEnded));
    await this.meanwhile();
    this.answer(response, question, this.turns.shift() ?? { kind: 'text', text: this.standard(question) });
  }

  private answer(response: ServerResponse, question: OpenAiQuestion, turn: OpenAiTurn): void {
    if (turn.kind === 'status') {
      if (turn.retryAfter) response.setHeader('retry-after', turn.retryAfter);
      return refuse(response, turn.status, turn.message ?? 'Refused', turn.code ?? null);
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (turn.kind === 'raw') return void response.end(turn.text);
    const send = (chunk: object): void => {
      const whole = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_780_000_000, model: question.model, ...chunk };
      this.hold(question.body, whole);
      response.write(`data: ${JSON.stringify(whole)}\n\n`);
    };
    const choice = (delta: object, end: string | null): object => ({ choices: [{ index: 0, delta, finish_reason: end }] });
    if (turn.kind === 'empty') send({ choices: [] });
    else {
      send(choice({ role: 'assistant', content: '' }, null));
      const isRefusal = turn.kind === 'refusal';
      for (const piece of inPieces(turn.text)) send(choice(isRefusal ? { refusal: piece } : { content: piece }, null));
      if (turn.kind === 'hang') return;
      if (turn.kind === 'stop') return void setImmediate(() => response.destroy());
      send(choice({}, turn.kind === 'text' ? (turn.end ?? 'stop') : 'stop'));
      if (turn.kind !== 'text' || turn.usage !== false)
        send({ choices: [], usage: { prompt_tokens: 1200, completion_tokens: 300, total_tokens: 1500 } });
    }
    response.end('data: [DONE]\n\n');
  }

  private hold(body: unknown, chunk: object | null): void {
    const exchange = { method: 'POST', path: '/chat/completions', contentType: 'application/json', body, status: 200 };
    if (chunk) this.problems.push(...(this.spec?.problemsOf({ ...exchange, answer: chunk, answerType: 'text/event-stream' }) ?? []));
    else this.problems.push(...(this.spec?.problemsOf({ ...exchange, status: 0, answer: null }) ?? []));
  }
}

/** Some dozens at most, each of 24 characters or more. */
function inPieces(text: string): string[] {
  const size = Math.max(24, Math.ceil(text.length / 60));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
}

function questionOf(body: Readonly<Record<string, unknown>>): OpenAiQuestion {
  const messages = body['messages'] as readonly { role: string; content: string }[];
  const format = body['response_format'] as { json_schema?: { schema?: unknown } } | undefined;
  const contentOf = (role: string): string => messages.find((message) => message.role === role)?.content ?? '';
  return {
    model: String(body['model']),
    instructions: contentOf('system'),
    data: contentOf('user'),
    schema: format?.json_schema?.schema ?? null,
    body,
    wasDropped: false,
  };
}

function refuse(response: ServerResponse, status: number, message: string, code: string | null): void {
  const text = JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } });
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}
