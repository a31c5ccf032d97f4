import type { Client, Context, GraphClientError, HTTPMessageHandler, Middleware, ResponseType } from '@microsoft/microsoft-graph-client';
import { ProviderError } from '../contracts/ProviderError.js';
import { CallLimit } from '../http/CallLimit.js';
import { fieldsOf, readJson } from '../http/readJson.js';
import { vendorPackage } from '../http/vendorPackage.js';
import { type GraphRefusal, type GraphStep, noAnswer, refusalError } from './graphErrors.js';
import { GRAPH_URL, LOGIN_URL } from './askForTokens.js';
import { GraphTokens } from './GraphTokens.js';
import type { Microsoft365Config } from './microsoft365Config.js';

export interface Microsoft365Options {
  /** The operator's addresses, in place of Microsoft's. */
  readonly loginUrl?: string | null;
  readonly graphUrl?: string | null;
  /** Milliseconds until an answer must have come. */
  readonly timeoutMs?: number;
  readonly now?: () => number;
  /** Told when Microsoft replaces the lasting token of a mailbox that signed in: with the one before it, and the new one. */
  readonly onReplaced?: ((before: string, after: string) => void) | undefined;
}

/** What a message is asked for. */
export interface GraphMessage {
  readonly id: string;
  readonly isDraft: boolean;
}

interface Question {
  readonly method: 'get' | 'post' | 'delete';
  /** Below the mailbox. */
  readonly path: string;
  readonly step: GraphStep;
  /** As it travels, in base64. */
  readonly mime?: string;
  readonly filter?: string;
  readonly top?: number;
  readonly select?: string;
  /** As Microsoft gave it: what follows the question mark, encoded. */
  readonly query?: string;
  /** Messages of a page. */
  readonly pageSize?: number;
  /** So much of the answer is read; it is no JSON then. */
  readonly mostBytes?: number;
}

/** What changed in a folder. */
export interface GraphChanges {
  readonly messages: readonly { readonly id: string; readonly isDraft: boolean; readonly receivedAt: string | null }[];
  /** Leads on; `isLast`: there is nothing behind it yet. */
  readonly query: string;
  readonly isLast: boolean;
}

/** A complete answer, whatever it says. */
interface Answer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly text: string;
  readonly retryAfter: string | null;
}

const TIMEOUT_MS = 60_000;
/** Microsoft refuses a fifth call to one mailbox at the same time. */
export const CALLS_AT_ONCE = 4;
/** The answer as it came, unread. */
const RAW = 'raw' as ResponseType.RAW;
const STATE_IS_LOST = /SyncState(NotFound|Invalid)|resyncRequired/i;
/** The ids of messages stay the same when they are moved to another folder. */
const LASTING_IDS = 'IdType="ImmutableId"';

/** The calls to one mailbox: each reaches Microsoft once, but for one that was refused because its token had ended. */
export class GraphCalls {
  private readonly client: () => Promise<Client>;
  private readonly tokens: GraphTokens;
  private readonly limit = new CallLimit(CALLS_AT_ONCE);

  constructor(
    private readonly config: Microsoft365Config,
    { loginUrl = null, graphUrl = null, timeoutMs = TIMEOUT_MS, now = () => performance.now(), onReplaced }: Microsoft365Options = {},
  ) {
    // Without the vendor's middleware that repeats calls and follows redirects. Its own for tokens serves https hosts only.
    this.client = vendorPackage('Microsoft 365', async () => {
      const graph = await import('@microsoft/microsoft-graph-client');
      return graph.Client.initWithMiddleware({ baseUrl: graphUrl ?? GRAPH_URL, middleware: new OnceOnly(timeoutMs, graph) });
    });
    this.tokens = new GraphTokens(config, { loginUrl: loginUrl ?? LOGIN_URL, graphUrl: graphUrl ?? GRAPH_URL, timeoutMs, now, onReplaced });
  }

  /** Signs the app in. */
  async signIn(): Promise<void> {
    await this.tokens.get();
  }

  /** Whether the app gets at the mailbox. */
  async reachMailbox(): Promise<void> {
    const answer = await this.call({ method: 'get', path: 'messages', step: 'ask', top: 1 });
    if (answer.status !== 200) throw refused(answer, 'ask', '');
  }

  /** Its id. */
  async createDraft(mime: Buffer, recipient: string): Promise<string> {
    const answer = await this.call({ method: 'post', path: 'messages', step: 'ask', mime: mime.toString('base64') });
    if (answer.status < 200 || answer.status > 299) throw refused(answer, 'ask', recipient);
    const { id } = fieldsOf(readJson(answer.text));
    if (typeof id === 'string' && id !== '') return id;
    throw new ProviderError({
      kind: 'unavailable',
      scope: 'connection',
      step: 'data',
      message: 'Microsoft 365 created a draft and did not say which.',
      responseCode: answer.status,
    });
  }

  async sendDraft(id: string, recipient: string): Promise<void> {
    const answer = await this.call({ method: 'post', path: `messages/${encodeURIComponent(id)}/send`, step: 'send' });
    if (answer.status < 200 || answer.status > 299) throw refused(answer, 'send', recipient);
  }

  /** `gone`: it was there no more, for whatever reason. */
  async deleteDraft(id: string): Promise<'deleted' | 'gone' | 'kept'> {
    const { status } = await this.call({ method: 'delete', path: `messages/${encodeURIComponent(id)}`, step: 'ask' });
    if (status >= 200 && status <= 299) return 'deleted';
    return status === 404 ? 'gone' : 'kept';
  }

  /** Null: there is none with this id. */
  async find(id: string): Promise<GraphMessage | null> {
    const answer = await this.call({ method: 'get', path: `messages/${encodeURIComponent(id)}`, step: 'ask' });
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refused(answer, 'ask', '');
    return messageOf(readJson(answer.text)) ?? unreadable();
  }

  /** By our Message-ID, in every folder: a message that was sent, drafts of it that were not. */
  async findAll(messageId: string): Promise<readonly GraphMessage[]> {
    const filter = `internetMessageId eq '${messageId.replaceAll("'", "''")}'`;
    const answer = await this.call({ method: 'get', path: 'messages', step: 'ask', filter, top: 25 });
    if (answer.status !== 200) throw refused(answer, 'ask', '');
    const { value } = fieldsOf(readJson(answer.text));
    if (!Array.isArray(value)) return unreadable();
    return value.map((item) => messageOf(item) ?? unreadable());
  }

  /** How many messages a folder holds. */
  async countIn(folder: string): Promise<number> {
    const answer = await this.call({ method: 'get', path: `mailFolders/${folder}`, step: 'read', select: 'totalItemCount' });
    if (answer.status !== 200) throw refused(answer, 'read', '');
    return Number(fieldsOf(readJson(answer.text))['totalItemCount'] ?? 0) || 0;
  }

  /** Null: it is so long ago that Microsoft does not know any more. */
  async changesIn(folder: string, query: string, pageSize: number): Promise<GraphChanges | null> {
    const answer = await this.call({ method: 'get', path: `mailFolders/${folder}/messages/delta`, step: 'read', query, pageSize });
    if (answer.status === 410 || (answer.status === 400 && STATE_IS_LOST.test(answer.text))) return null;
    if (answer.status !== 200) throw refused(answer, 'read', '');
    return changesOf(readJson(answer.text)) ?? unreadable();
  }

  /** A message as it lies there, or its beginning. Null: it is gone. */
  async mimeOf(id: string, mostBytes: number): Promise<Buffer | null> {
    const answer = await this.call({ method: 'get', path: `messages/${encodeURIComponent(id)}/$value`, step: 'read', mostBytes });
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refused(answer, 'read', '');
    return answer.bytes;
  }

  private call(question: Question): Promise<Answer> {
    return this.limit.run(async () => {
      const token = await this.tokens.get();
      const answer = await this.ask(question, token);
      if (answer.status !== 401) return answer;
      this.tokens.drop(token);
      return this.ask(question, await this.tokens.get());
    });
  }

  private async ask(
    { method, path, step, mime, filter, top, select, query, pageSize, mostBytes }: Question,
    token: string,
  ): Promise<Answer> {
    const client = await this.client();
    const request = client
      .api(`/users/${encodeURIComponent(this.config.mailbox)}/${path}`)
      .headers({
        Authorization: `Bearer ${token}`,
        Prefer: pageSize === undefined ? LASTING_IDS : `${LASTING_IDS}, odata.maxpagesize=${pageSize}`,
        ...(mime === undefined ? {} : { 'Content-Type': 'text/plain' }),
      })
      .responseType(RAW);
    if (query !== undefined) request.query(query);
    else if (method === 'get' && mostBytes === undefined) request.select(select ?? 'id,isDraft');
    if (filter !== undefined) request.filter(encodeURIComponent(filter));
    if (top !== undefined) request.top(top);
    try {
      const response = (await (method === 'get' ? request.get() : method === 'delete' ? request.delete() : request.post(mime))) as Response;
      // A refusal is short whatever was asked for.
      const bytes = await bytesOf(response, response.status === 200 ? (mostBytes ?? null) : null);
      return {
        status: response.status,
        bytes,
        text: mostBytes !== undefined && response.status === 200 ? '' : bytes.toString('utf8').replaceAll(token, '…'),
        retryAfter: response.headers.get('retry-after'),
      };
    } catch (error) {
      throw noAnswer(error instanceof Error && 'customError' in error ? error.customError : error, step);
    }
  }
}

/** In place of the vendor's chain: one request, with a limit of time that holds until its answer has been read. */
class OnceOnly implements Middleware {
  private readonly handler: Middleware;

  constructor(
    private readonly timeoutMs: number,
    private readonly graph: {
      readonly GraphClientError: typeof GraphClientError;
      readonly HTTPMessageHandler: typeof HTTPMessageHandler;
    },
  ) {
    this.handler = new graph.HTTPMessageHandler();
  }

  async execute(context: Context): Promise<void> {
    try {
      Object.assign((context.options ??= {}), { redirect: 'manual', signal: AbortSignal.timeout(this.timeoutMs) });
      await this.handler.execute(context);
    } catch (error) {
      // Any other error would lose its cause, which tells whether a server was reached.
      throw Object.assign(new this.graph.GraphClientError('No answer.'), { customError: error });
    }
  }
}

function refused({ status, text, retryAfter }: Answer, step: GraphStep, recipient: string): ProviderError {
  const { code, message } = fieldsOf(fieldsOf(readJson(text))['error']);
  const refusal: GraphRefusal = {
    status,
    code: typeof code === 'string' ? code : '',
    words: typeof message === 'string' ? message : '',
    retryAfter,
  };
  return refusalError(refusal, step, recipient);
}

/** The rest of a large answer is not waited for. */
async function bytesOf(response: Response, most: number | null): Promise<Buffer> {
  if (most === null || response.body === null) return Buffer.from(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  while (length < most) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.byteLength;
  }
  await reader.cancel().catch(() => undefined);
  return Buffer.concat(chunks).subarray(0, most);
}

function changesOf(answer: unknown): GraphChanges | null {
  const { value, '@odata.nextLink': next, '@odata.deltaLink': delta } = fieldsOf(answer);
  const link = typeof next === 'string' ? next : delta;
  if (!Array.isArray(value) || typeof link !== 'string') return null;
  const messages = value.flatMap((item) => {
    const { id, isDraft, receivedDateTime, '@removed': removed } = fieldsOf(item);
    const receivedAt = typeof receivedDateTime === 'string' ? receivedDateTime : null;
    return typeof id === 'string' && removed === undefined ? [{ id, isDraft: isDraft === true, receivedAt }] : [];
  });
  // Only its end: the token goes to the address of the settings and to no other.
  return { messages, query: link.slice(link.indexOf('?') + 1), isLast: typeof next !== 'string' };
}

function messageOf(value: unknown): GraphMessage | null {
  const { id, isDraft } = fieldsOf(value);
  return typeof id === 'string' && typeof isDraft === 'boolean' ? { id, isDraft } : null;
}

function unreadable(): never {
  throw new ProviderError({
    kind: 'unavailable',
    scope: 'connection',
    step: 'data',
    message: 'Microsoft 365 answered with half an answer.',
  });
}
