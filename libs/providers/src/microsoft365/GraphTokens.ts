import { fieldsOf, readJson } from '../http/readJson.js';
import { noAnswer, refusalError } from './graphErrors.js';
import type { Microsoft365Config } from './microsoft365Config.js';

/** National clouds have a Graph of their own, and tokens for it. Any other address is a way to the usual one. */
const NATIONAL_CLOUDS = /^https:\/\/(graph\.microsoft\.us|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)$/;
const USUAL_CLOUD = 'https://graph.microsoft.com';
/** A token is fetched anew so long before it ends, or at half its time if it lives shorter. */
const MARGIN_MS = 5 * 60_000;

interface Kept {
  readonly token: string;
  readonly usableUntil: number;
}

export interface TokenOptions {
  readonly loginUrl: string;
  readonly graphUrl: string;
  readonly timeoutMs: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** The access token of the app: fetched once for all who wait for it, kept until shortly before it ends. */
export class GraphTokens {
  private kept: Kept | null = null;
  private fetching: Promise<string> | null = null;

  constructor(
    private readonly config: Microsoft365Config,
    private readonly options: TokenOptions,
  ) {}

  get(): Promise<string> {
    if (this.kept && this.options.now() < this.kept.usableUntil) return Promise.resolve(this.kept.token);
    this.fetching ??= this.fetch().finally(() => (this.fetching = null));
    return this.fetching;
  }

  /** Microsoft refused this one. Another one, fetched meanwhile, stays. */
  drop(token: string): void {
    if (this.kept?.token === token) this.kept = null;
  }

  private async fetch(): Promise<string> {
    const { tenantId, clientId, clientSecret } = this.config;
    const { graphUrl, now } = this.options;
    const askedAt = now();
    const { status, retryAfter, body } = await this.ask(
      `${this.options.loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
      new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: `${NATIONAL_CLOUDS.test(graphUrl) ? graphUrl : USUAL_CLOUD}/.default`,
      }),
    );
    const { access_token: token, expires_in: seconds, error, error_description: description } = fieldsOf(body);
    if (status === 200 && typeof token === 'string' && token !== '') {
      const livesMs = (Number(seconds) || 0) * 1000;
      this.kept = { token, usableUntil: askedAt + livesMs - Math.min(MARGIN_MS, livesMs / 2) };
      return token;
    }
    const text = typeof description === 'string' ? description : '';
    // "AADSTS7000215: Invalid client secret provided. … Trace ID: …": from there on it differs each time.
    const words = text.replace(/\s*Trace ID:[\s\S]*$/, '').replaceAll(clientSecret, '…');
    const code = /^(AADSTS\d+)/.exec(text)?.[1] ?? (typeof error === 'string' ? error : '');
    throw refusalError({ status, code, words: words.replace(/^AADSTS\d+:\s*/, ''), retryAfter }, 'token', '');
  }

  private async ask(url: string, body: URLSearchParams): Promise<{ status: number; retryAfter: string | null; body: unknown }> {
    try {
      const response = await fetch(url, { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(this.options.timeoutMs) });
      const text = await response.text();
      return { status: response.status, retryAfter: response.headers.get('retry-after'), body: readJson(text) };
    } catch (error) {
      throw noAnswer(error, 'token');
    }
  }
}
