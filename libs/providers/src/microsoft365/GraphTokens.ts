import { notSignedIn } from '../signIn/SignIn.js';
import { appScope, askForTokens, delegatedScopes } from './askForTokens.js';
import type { Microsoft365Config } from './microsoft365Config.js';

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
  /** Told when Microsoft replaces the lasting token of a mailbox that signed in: with the one before it, and the new one. */
  readonly onReplaced?: ((before: string, after: string) => void) | undefined;
}

/** The access token of the app, or of a mailbox that signed in: fetched once for all who wait for it, kept until shortly before it ends. */
export class GraphTokens {
  private kept: Kept | null = null;
  private fetching: Promise<string> | null = null;
  /** The lasting token of a mailbox that signed in. Each use may replace it; the one before it goes on working for a while. */
  private lasting: string | null;

  constructor(
    private readonly config: Microsoft365Config,
    private readonly options: TokenOptions,
  ) {
    this.lasting = config.consent?.refreshToken ?? null;
  }

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
    const { graphUrl, now } = this.options;
    const askedAt = now();
    const { access, livesMs, refresh } = await askForTokens(this.config, this.grant(graphUrl), this.options);
    this.kept = { token: access, usableUntil: askedAt + livesMs - Math.min(MARGIN_MS, livesMs / 2) };
    if (this.lasting !== null && refresh !== null && refresh !== this.lasting) {
      const before = this.lasting;
      this.lasting = refresh;
      this.options.onReplaced?.(before, refresh);
    }
    return access;
  }

  private grant(graphUrl: string): Readonly<Record<string, string>> {
    if (!this.config.consent) return { grant_type: 'client_credentials', scope: appScope(graphUrl) };
    if (this.lasting === null) throw notSignedIn('Microsoft');
    return { grant_type: 'refresh_token', refresh_token: this.lasting, scope: delegatedScopes(graphUrl) };
  }
}
