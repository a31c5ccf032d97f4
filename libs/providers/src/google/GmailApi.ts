import type { gmail_v1 } from '@googleapis/gmail';
import { vendorPackage } from '../http/vendorPackage.js';
import { readFailure } from './googleFailure.js';
import type { GoogleConfig } from './googleConfig.js';
import { GOOGLE_TOKEN_URL, GoogleTokens } from './GoogleTokens.js';
import { googleErrorOf, type GoogleStage, incompleteAnswer } from './googleErrors.js';

export interface GmailApiOptions {
  /** The operator's address of the API, in place of Google's. */
  readonly url?: string | null;
  /** The operator's address for access tokens, in place of Google's. */
  readonly tokenUrl?: string | null;
  /** Milliseconds until an answer must have come. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 60_000;
const LARGEST_ANSWER = 1_000_000;
const ME = 'me';
/** A message has one Message-ID; a few more than one are seen, not counted. */
const MOST_FOUND = 10;

type CallOptions = Readonly<{ headers: Readonly<Record<string, string>>; retry: false; timeout: number; redirect: 'error' }>;

/** The calls of the Gmail API that sending needs: each reaches Google once, or once more with a new token where the old one was refused. */
export class GmailApi {
  private readonly client: () => Promise<gmail_v1.Gmail>;
  private readonly tokens: GoogleTokens;
  private readonly timeoutMs: number;

  constructor(config: GoogleConfig, { url = null, tokenUrl = null, timeoutMs = TIMEOUT_MS }: GmailApiOptions) {
    this.client = vendorPackage('Google', async () => {
      const { gmail } = await import('@googleapis/gmail');
      return gmail({ version: 'v1', ...(url === null ? {} : { rootUrl: url }) });
    });
    this.tokens = new GoogleTokens(config, tokenUrl ?? GOOGLE_TOKEN_URL, timeoutMs);
    this.timeoutMs = timeoutMs;
  }

  async renewAccess(): Promise<void> {
    try {
      await this.tokens.renew();
    } catch (error) {
      throw googleErrorOf(error, 'token');
    }
  }

  /** The address of the mailbox. */
  async profile(): Promise<string> {
    const { emailAddress } = await this.call('draft', '', ({ users }, options) => users.getProfile({ userId: ME }, options));
    return emailAddress ?? '';
  }

  /** Answers the id of the draft. Whatever fails here has sent nothing. */
  async createDraft(message: Buffer, recipient: string): Promise<string> {
    const raw = message.toString('base64url');
    const request = { userId: ME, requestBody: { message: { raw } } };
    const { id } = await this.call('draft', recipient, ({ users }, options) => users.drafts.create(request, options));
    if (!id) throw incompleteAnswer('draft');
    return id;
  }

  /** Answers the id of the sent message, which is another one than that of the draft. */
  async sendDraft(id: string, recipient: string): Promise<string> {
    const request = { userId: ME, requestBody: { id } };
    const sent = await this.call('send', recipient, ({ users }, options) => users.drafts.send(request, options));
    if (!sent.id) throw incompleteAnswer('send');
    return sent.id;
  }

  async hasDraft(id: string): Promise<boolean> {
    try {
      await this.call('draft', '', ({ users }, options) => users.drafts.get({ userId: ME, id, format: 'minimal' }, options));
      return true;
    } catch (error) {
      if (googleErrorOf(error, 'draft').responseCode === 404) return false;
      throw error;
    }
  }

  async deleteDraft(id: string): Promise<void> {
    await this.call('draft', '', ({ users }, options) => users.drafts.delete({ userId: ME, id }, options));
  }

  /** By Message-ID. */
  async draftsOf(messageId: string): Promise<string[]> {
    const request = { userId: ME, q: byMessageId(messageId), maxResults: MOST_FOUND };
    const { drafts } = await this.call('draft', '', ({ users }, options) => users.drafts.list(request, options));
    return (drafts ?? []).flatMap(({ id }) => id ?? []);
  }

  /** By Message-ID; what was thrown away since was sent all the same. */
  async wasSent(messageId: string): Promise<boolean> {
    const request = { userId: ME, q: `${byMessageId(messageId)} in:sent`, includeSpamTrash: true, maxResults: 1 };
    const { messages } = await this.call('draft', '', ({ users }, options) => users.messages.list(request, options));
    return (messages ?? []).length > 0;
  }

  /** Whether Gmail sent the message under the Message-ID that it was given. */
  async hasMessageId(id: string, messageId: string): Promise<boolean> {
    const request = { userId: ME, id, format: 'metadata', metadataHeaders: ['Message-ID'] };
    const { payload } = await this.call('draft', '', ({ users }, options) => users.messages.get(request, options));
    return (payload?.headers ?? []).some(({ name, value }) => /^message-id$/i.test(name ?? '') && value?.trim() === messageId);
  }

  private async call<T>(
    stage: Exclude<GoogleStage, 'token'>,
    recipient: string,
    make: (client: gmail_v1.Gmail, options: CallOptions) => Promise<{ readonly data: T }>,
  ): Promise<T> {
    const token = await this.access();
    const client = await this.client();
    try {
      return await this.once(client, token, make);
    } catch (error) {
      if (readFailure(error).status !== 401) throw googleErrorOf(error, stage, recipient);
    }
    // A 401 has done nothing: the token was revoked early, or the key was.
    await this.tokens.forget(token);
    const next = await this.access();
    try {
      return await this.once(client, next, make);
    } catch (error) {
      throw googleErrorOf(error, stage, recipient);
    }
  }

  private async once<T>(
    client: gmail_v1.Gmail,
    token: string,
    make: (client: gmail_v1.Gmail, options: CallOptions) => Promise<{ readonly data: T }>,
  ): Promise<T> {
    const { data } = await make(client, { ...this.options(), headers: { Authorization: `Bearer ${token}` } });
    // What is no JSON comes as text.
    return typeof data === 'object' ? data : ({} as T);
  }

  private options(): Omit<CallOptions, 'headers'> & { maxContentLength: number } {
    return { retry: false, timeout: this.timeoutMs, redirect: 'error', maxContentLength: LARGEST_ANSWER };
  }

  private async access(): Promise<string> {
    try {
      return await this.tokens.current();
    } catch (error) {
      throw googleErrorOf(error, 'token');
    }
  }
}

function byMessageId(messageId: string): string {
  return `rfc822msgid:${messageId.replace(/^<|>$/g, '')}`;
}
