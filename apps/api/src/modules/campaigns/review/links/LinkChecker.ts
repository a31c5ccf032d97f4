import { Injectable } from '@nestjs/common';
import { OutgoingClient } from '../../../../platform/http/OutgoingClient.js';
import { AppLogger } from '../../../../platform/logging/AppLogger.js';
import { Clock } from '../../../../platform/time/Clock.js';
import { judgeLink, type LinkVerdict } from './judgeLink.js';

/** Names are looked up on the four threads that files and hashes need as well. */
const AT_ONCE = 2;
const MOST_WAITING = 200;
const MOST_KEPT = 1_000;
/** A page that opens stays for a while; one that does not is being repaired. */
const FINE_MS = 10 * 60_000;
const OTHERS_MS = 60_000;
const NAMES_MS = 3_000;

export interface CheckedLink {
  /** Null: not known yet. */
  readonly verdict: LinkVerdict | null;
  /** Epoch milliseconds. */
  readonly checkedAt: number | null;
}

const WAITING: CheckedLink = { verdict: null, checkedAt: null };
const CROWDED: LinkVerdict = {
  state: 'unchecked',
  status: null,
  message: 'Couldn’t be checked: too many links are being checked. Reload in a minute.',
};

/**
 * Asks the links of campaigns once and keeps the answers for some minutes, for all workspaces of this process: a request never waits for it,
 * and a process that starts anew asks anew.
 */
@Injectable()
export class LinkChecker {
  private readonly known = new Map<string, CheckedLink>();
  private readonly waiting: string[] = [];
  private running = 0;
  private names: { readonly at: number; readonly isOnline: Promise<boolean> } | null = null;

  constructor(
    private readonly outgoing: OutgoingClient,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** What is known of an address; what is not is asked from now on. */
  look(url: string): CheckedLink {
    const known = this.known.get(url);
    if (known && !this.isOld(known)) return known;
    if (this.waiting.length >= MOST_WAITING) return { verdict: CROWDED, checkedAt: null };
    this.keep(url, WAITING);
    this.waiting.push(url);
    this.start();
    return WAITING;
  }

  private isOld({ verdict, checkedAt }: CheckedLink): boolean {
    if (verdict === null || checkedAt === null) return false;
    return this.clock.present().getTime() - checkedAt > (verdict.state === 'fine' ? FINE_MS : OTHERS_MS);
  }

  private keep(url: string, checked: CheckedLink): void {
    this.known.delete(url);
    this.known.set(url, checked);
    for (const [oldest, { verdict }] of this.known) {
      if (this.known.size <= MOST_KEPT) return;
      if (verdict !== null) this.known.delete(oldest);
    }
  }

  private start(): void {
    while (this.running < AT_ONCE) {
      const url = this.waiting.shift();
      if (url === undefined) return;
      this.running += 1;
      void this.check(url).finally(() => {
        this.running -= 1;
        this.start();
      });
    }
  }

  private async check(url: string): Promise<void> {
    try {
      const verdict = await judgeLink(url, this.outgoing, () => this.isOnline());
      this.keep(url, { verdict, checkedAt: this.clock.present().getTime() });
    } catch (error) {
      // Asked again with the next look.
      this.known.delete(url);
      this.logger.failure('campaigns.linkNotChecked', error);
    }
  }

  private isOnline(): Promise<boolean> {
    const now = this.clock.present().getTime();
    if (!this.names || now - this.names.at > OTHERS_MS) this.names = { at: now, isOnline: this.outgoing.knowsNames(NAMES_MS) };
    return this.names.isOnline;
  }
}
