import type { OAuth2Client } from 'google-auth-library';
import { vendorPackage } from '../http/vendorPackage.js';
import { refusedSignIn, type SignIn } from '../signIn/SignIn.js';
import { GOOGLE_SCOPES, type GoogleConfig } from './googleConfig.js';
import { googleErrorOf } from './googleErrors.js';
import { GOOGLE_TOKEN_URL } from './GoogleTokens.js';

export interface GoogleSignInOptions {
  /** The operator's address of the page where people sign in, in place of Google's. */
  readonly authUrl?: string | null;
  /** The operator's address for access tokens, in place of Google's. */
  readonly tokenUrl?: string | null;
  /** Milliseconds until an answer must have come. */
  readonly timeoutMs?: number;
}

const GOOGLE_AUTH_URL = 'https://accounts.google.com/o/oauth2/v2/auth';
const TIMEOUT_MS = 30_000;

/** Lets the mailbox of a sender sign in with Google: for writing, sending and reading its messages. */
export class GoogleSignIn implements SignIn {
  private readonly client: () => Promise<OAuth2Client>;

  constructor(
    private readonly config: GoogleConfig,
    { authUrl = null, tokenUrl = null, timeoutMs = TIMEOUT_MS }: GoogleSignInOptions = {},
  ) {
    this.client = vendorPackage('Google', async () => {
      const { OAuth2Client } = await import('google-auth-library');
      const { clientId = '', clientSecret = '' } = config.consent ?? {};
      return new OAuth2Client({
        clientId,
        clientSecret,
        endpoints: { oauth2AuthBaseUrl: authUrl ?? GOOGLE_AUTH_URL, oauth2TokenUrl: tokenUrl ?? GOOGLE_TOKEN_URL },
        transporterOptions: { timeout: timeoutMs, redirect: 'error', retryConfig: { retry: 0 } },
      });
    });
  }

  async address({ redirectUri, state, challenge }: Parameters<SignIn['address']>[0]): Promise<string> {
    const client = await this.client();
    const { CodeChallengeMethod } = await import('google-auth-library');
    return client.generateAuthUrl({
      redirect_uri: redirectUri,
      // With consent asked for each time, Google gives a lasting token each time.
      access_type: 'offline',
      prompt: 'consent',
      scope: [...GOOGLE_SCOPES],
      login_hint: this.config.mailbox,
      state,
      code_challenge: challenge,
      code_challenge_method: CodeChallengeMethod.S256,
    });
  }

  async redeem({ code, redirectUri, verifier }: Parameters<SignIn['redeem']>[0]): Promise<string> {
    const client = await this.client();
    const { tokens } = await client.getToken({ code, codeVerifier: verifier, redirect_uri: redirectUri }).catch((error: unknown) => {
      throw googleErrorOf(error, 'signIn');
    });
    const allowed = (tokens.scope ?? '').split(' ');
    if (GOOGLE_SCOPES.some((scope) => !allowed.includes(scope)))
      throw refusedSignIn('Google was not told to allow all of it. Sign in again, and leave every box ticked.');
    if (!tokens.refresh_token) throw refusedSignIn('Google gave no lasting access. Sign in again.');
    return tokens.refresh_token;
  }
}
