import { createHash, randomBytes } from 'node:crypto';

interface Given {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly scope: string;
}

/** What a token endpoint says to a question of a mailbox that signs in, or signed in: the lasting token and what it is for, or why not. */
export type Granted = { readonly refresh: string; readonly scope: string } | { readonly error: 'invalid_grant' | 'invalid_client' };

/** The page of a vendor where a person signs in and allows an app to use their mailbox (RFC 6749 with PKCE), and what its token endpoint knows of that. */
export class ConsentPage {
  readonly clientId = 'rapport.apps.example.com';
  readonly clientSecret = randomBytes(12).toString('hex');
  /** The token that lasts is replaced at each use, as Microsoft does. */
  replaces = false;
  private readonly codes = new Map<string, Given>();
  /** By token, what it is for. */
  private readonly lasting = new Map<string, string>();

  /** A person reads the page, allows what it asks for (or only `scope`), and is led back: where to. */
  allow(address: string, { scope }: { readonly scope?: string } = {}): URL {
    const asked = new URL(address).searchParams;
    const problem = this.problemOf(asked);
    if (problem !== null) throw new Error(`The vendor would show an error: ${problem}.`);
    const code = `4/${randomBytes(18).toString('base64url')}`;
    const redirectUri = String(asked.get('redirect_uri'));
    this.codes.set(code, { challenge: String(asked.get('code_challenge')), redirectUri, scope: scope ?? String(asked.get('scope')) });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', String(asked.get('state')));
    return back;
  }

  /** Whoever owns the mailbox takes all of it back. */
  revoke(): void {
    this.lasting.clear();
  }

  get tokens(): readonly string[] {
    return [...this.lasting.keys()];
  }

  grant(form: URLSearchParams): Granted {
    if (form.get('client_id') !== this.clientId || form.get('client_secret') !== this.clientSecret) return { error: 'invalid_client' };
    return form.get('grant_type') === 'authorization_code' ? this.redeem(form) : this.renew(String(form.get('refresh_token')));
  }

  private redeem(form: URLSearchParams): Granted {
    const code = String(form.get('code'));
    const given = this.codes.get(code);
    this.codes.delete(code);
    const challenge = createHash('sha256')
      .update(String(form.get('code_verifier')))
      .digest('base64url');
    if (!given || given.challenge !== challenge || given.redirectUri !== form.get('redirect_uri')) return { error: 'invalid_grant' };
    return this.give(given.scope);
  }

  private renew(token: string): Granted {
    const scope = this.lasting.get(token);
    if (scope === undefined) return { error: 'invalid_grant' };
    return this.replaces ? this.give(scope) : { refresh: token, scope };
  }

  private give(scope: string): Granted {
    const refresh = `1//${randomBytes(24).toString('base64url')}`;
    this.lasting.set(refresh, scope);
    return { refresh, scope };
  }

  private problemOf(asked: URLSearchParams): string | null {
    if (asked.get('client_id') !== this.clientId) return 'invalid_client';
    if (asked.get('response_type') !== 'code' || asked.get('code_challenge_method') !== 'S256') return 'invalid_request';
    return /^https?:\/\/[^/]+\/(?:[^?#]*\/)?sender-sign-in$/.test(asked.get('redirect_uri') ?? '') ? null : 'redirect_uri_mismatch';
  }
}
