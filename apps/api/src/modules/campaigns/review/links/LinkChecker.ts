import { Injectable } from '@nestjs/common';
import { OutgoingClient } from '../../../../platform/http/OutgoingClient.js';
import { AppLogger } from '../../../../platform/logging/AppLogger.js';
import { Clock } from '../../../../platform/time/Clock.js';
import { KeptAnswers } from '../KeptAnswers.js';
import { judgeLink, type LinkVerdict } from './judgeLink.js';

/** Names are looked up on the four threads that files and hashes need as well: two at once. */
const LIMITS = { atOnce: 2, mostWaiting: 200, mostKept: 1_000 };
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

const CROWDED: LinkVerdict = {
  state: 'unchecked',
  status: null,
  message: 'Couldn’t be checked: too many links are being checked. Reload in a minute.',
};

/** Asks the links of campaigns once and keeps the answers for some minutes. */
@Injectable()
export class LinkChecker {
  private readonly answers: KeptAnswers<LinkVerdict>;
  private names: { readonly at: number; readonly isOnline: Promise<boolean> } | null = null;

  constructor(
    private readonly outgoing: OutgoingClient,
    private readonly clock: Clock,
    logger: AppLogger,
  ) {
    this.answers = new KeptAnswers(clock, {
      ...LIMITS,
      keepMs: ({ state }) => (state === 'fine' ? FINE_MS : OTHERS_MS),
      failed: (error) => logger.failure('campaigns.linkNotChecked', error),
    });
  }

  /** What is known of an address; what is not is asked from now on. */
  look(url: string): CheckedLink {
    const known = this.answers.look(url, () => judgeLink(url, this.outgoing, () => this.isOnline()));
    return known ? { verdict: known.answer, checkedAt: known.checkedAt } : { verdict: CROWDED, checkedAt: null };
  }

  private isOnline(): Promise<boolean> {
    const now = this.clock.present().getTime();
    if (!this.names || now - this.names.at > OTHERS_MS) this.names = { at: now, isOnline: this.outgoing.knowsNames(NAMES_MS) };
    return this.names.isOnline;
  }
}
