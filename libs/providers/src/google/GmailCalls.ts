import type { gmail_v1 } from '@googleapis/gmail';
import { vendorPackage } from '../http/vendorPackage.js';
import { readFailure } from './googleFailure.js';
import { GOOGLE_SCOPES, type GoogleConfig } from './googleConfig.js';
import { GOOGLE_TOKEN_URL, GoogleTokens } from './GoogleTokens.js';
import { googleErrorOf, type GoogleStage } from './googleErrors.js';

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

export type CallOptions = Readonly<{
  headers: Readonly<Record<string, string>>;
  retry: false;
  timeout: number;
  redirect: 'error';
  maxContentLength: number;
}>;

type Make<T> = (client: gmail_v1.Gmail, options: CallOptions) => Promise<{ readonly data: T }>;

/** Calls of the Gmail API: each reaches Google once, or once more with a new token where the old one was refused. */
export class GmailCalls {
  private readonly client: () => Promise<gmail_v1.Gmail>;
  private readonly tokens: GoogleTokens;
  private readonly timeoutMs: number;
  private readonly accessStage: 'token' | 'signIn';

  constructor(
    config: GoogleConfig,
    { url = null, tokenUrl = null, timeoutMs = TIMEOUT_MS }: GmailApiOptions,
    scopes: readonly string[] = GOOGLE_SCOPES,
    private readonly largestAnswer = LARGEST_ANSWER,
  ) {
    this.client = vendorPackage('Google', async () => {
      const { gmail } = await import('@googleapis/gmail');
      return gmail({ version: 'v1', ...(url === null ? {} : { rootUrl: url }) });
    });
    this.tokens = new GoogleTokens(config, tokenUrl ?? GOOGLE_TOKEN_URL, timeoutMs, scopes);
    this.timeoutMs = timeoutMs;
    this.accessStage = config.consent ? 'signIn' : 'token';
  }

  async renewAccess(): Promise<void> {
    try {
      await this.tokens.renew();
    } catch (error) {
      throw googleErrorOf(error, this.accessStage);
    }
  }

  async call<T>(stage: Exclude<GoogleStage, 'token' | 'signIn'>, recipient: string, make: Make<T>): Promise<T> {
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

  private async once<T>(client: gmail_v1.Gmail, token: string, make: Make<T>): Promise<T> {
    const { data } = await make(client, { ...this.options(), headers: { Authorization: `Bearer ${token}` } });
    // What is no JSON comes as text.
    return typeof data === 'object' ? data : ({} as T);
  }

  private options(): Omit<CallOptions, 'headers'> {
    return { retry: false, timeout: this.timeoutMs, redirect: 'error', maxContentLength: this.largestAnswer };
  }

  private async access(): Promise<string> {
    try {
      return await this.tokens.current();
    } catch (error) {
      throw googleErrorOf(error, this.accessStage);
    }
  }
}
