import type { OAuth2Client } from 'google-auth-library';
import { notSignedIn } from '../signIn/SignIn.js';
import { vendorPackage } from '../http/vendorPackage.js';
import type { GoogleConfig } from './googleConfig.js';

export const GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com/token';

/** The library's own word for a token that a signed assertion is exchanged for. */
const BY_ASSERTION = 'jwt-placeholder';

/**
 * Access tokens for one mailbox: each is kept until shortly before it expires and asked for once, however many wait for it. The address is
 * Google's or the operator's. What a key file names as its token_uri is never used: a forged file would have the assertion sent elsewhere.
 */
export class GoogleTokens {
  private readonly client: () => Promise<OAuth2Client>;
  /** What the library has before its first token, and after one that is not taken any more. */
  private readonly fresh: Readonly<{ refresh_token: string; expiry_date: number }> | null;

  constructor(config: GoogleConfig, url: string, timeoutMs: number, scopes: readonly string[]) {
    const { consent } = config;
    const token = consent ? consent.refreshToken : BY_ASSERTION;
    this.fresh = token === null ? null : { refresh_token: token, expiry_date: 1 };
    // The library asks for retries of its own; zero of them wins.
    const transporterOptions = { timeout: timeoutMs, redirect: 'error', retryConfig: { retry: 0 } } as const;
    this.client = vendorPackage('Google', async () => {
      const { JWT, OAuth2Client } = await import('google-auth-library');
      if (consent) {
        const { clientId, clientSecret } = consent;
        const client = new OAuth2Client({ clientId, clientSecret, endpoints: { oauth2TokenUrl: url }, transporterOptions });
        if (this.fresh) client.credentials = { ...this.fresh };
        return client;
      }
      const client = new JWT({
        email: config.clientEmail,
        key: config.privateKey,
        subject: config.mailbox,
        scopes: [...scopes],
        additionalClaims: { aud: url },
        transporterOptions,
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
    if (!this.fresh) throw notSignedIn('Google');
    const { token } = await (await this.client()).getAccessToken();
    if (!token) throw new Error('Google answered without an access token.');
    return token;
  }

  /** A token that is asked for now: what was kept says nothing about the key. */
  async renew(): Promise<void> {
    (await this.client()).credentials = { ...this.fresh };
    await this.current();
  }

  /** A token that Google does not take any more is not used again. Whoever comes late with an old one changes nothing. */
  async forget(token: string): Promise<void> {
    const client = await this.client();
    if (client.credentials.access_token === token) client.credentials = { ...this.fresh };
  }
}
