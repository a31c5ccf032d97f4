import type { JWT } from 'google-auth-library';
import { vendorPackage } from '../http/vendorPackage.js';
import type { GoogleConfig } from './googleConfig.js';

export const GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com/token';

/** What the library has before its first token: there is none, and one can be asked for. */
const NONE = { refresh_token: 'jwt-placeholder', expiry_date: 1 };

/**
 * Access tokens for one mailbox: each is kept until shortly before it expires and asked for once, however many wait for it. The address is
 * Google's or the operator's. What a key file names as its token_uri is never used: a forged file would have the assertion sent elsewhere.
 */
export class GoogleTokens {
  private readonly client: () => Promise<JWT>;

  constructor(config: GoogleConfig, url: string, timeoutMs: number, scopes: readonly string[]) {
    this.client = vendorPackage('Google', async () => {
      const { JWT } = await import('google-auth-library');
      const client = new JWT({
        email: config.clientEmail,
        key: config.privateKey,
        subject: config.mailbox,
        scopes: [...scopes],
        additionalClaims: { aud: url },
        // The library asks for retries of its own; zero of them wins.
        transporterOptions: { timeout: timeoutMs, redirect: 'error', retryConfig: { retry: 0 } },
      });
      client.transporter.interceptors.request.add({
        resolved: (request) => {
          request.url = new URL(url);
          return Promise.resolve(request);
        },
      });
      return client;
    });
  }

  async current(): Promise<string> {
    const { token } = await (await this.client()).getAccessToken();
    if (!token) throw new Error('Google answered without an access token.');
    return token;
  }

  /** A token that is asked for now: what was kept says nothing about the key. */
  async renew(): Promise<void> {
    (await this.client()).credentials = { ...NONE };
    await this.current();
  }

  /** A token that Google does not take any more is not used again. Whoever comes late with an old one changes nothing. */
  async forget(token: string): Promise<void> {
    const client = await this.client();
    if (client.credentials.access_token === token) client.credentials = { ...NONE };
  }
}
