import { refusedSignIn, type SignIn } from '../signIn/SignIn.js';
import { askForTokens, delegatedScopes, GRAPH_URL, LOGIN_URL } from './askForTokens.js';
import type { Microsoft365Config } from './microsoft365Config.js';

export interface MicrosoftSignInOptions {
  /** The operator's addresses, in place of Microsoft's. */
  readonly loginUrl?: string | null;
  readonly graphUrl?: string | null;
  /** Milliseconds until an answer must have come. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;

/** Lets the mailbox of a sender sign in with Microsoft: for writing, sending and reading its messages. */
export class MicrosoftSignIn implements SignIn {
  private readonly loginUrl: string;
  private readonly scope: string;
  private readonly timeoutMs: number;

  constructor(
    private readonly config: Microsoft365Config,
    { loginUrl = null, graphUrl = null, timeoutMs = TIMEOUT_MS }: MicrosoftSignInOptions = {},
  ) {
    this.loginUrl = loginUrl ?? LOGIN_URL;
    this.scope = delegatedScopes(graphUrl ?? GRAPH_URL);
    this.timeoutMs = timeoutMs;
  }

  address({ redirectUri, state, challenge }: Parameters<SignIn['address']>[0]): Promise<string> {
    const { tenantId, clientId, mailbox } = this.config;
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: redirectUri,
      scope: this.scope,
      login_hint: mailbox,
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    return Promise.resolve(`${this.loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/authorize?${query}`);
  }

  async redeem({ code, redirectUri, verifier }: Parameters<SignIn['redeem']>[0]): Promise<string> {
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier, scope: this.scope };
    const { refresh } = await askForTokens(this.config, form, { loginUrl: this.loginUrl, timeoutMs: this.timeoutMs });
    if (refresh === null) throw refusedSignIn('Microsoft gave no lasting access. Sign in again.');
    return refresh;
  }
}
