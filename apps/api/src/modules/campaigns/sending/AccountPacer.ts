import type { Lease } from '../../providers/SenderAllowanceService.js';
import type { Pacer } from './SendPacer.js';

/** A lane that did not get to its slice soon after it had passed has lost it: others may send by then. */
const KEPT_MS = 2_000;

export interface AccountShare {
  lease(wanted: number): Promise<Lease>;
  giveBack(day: string, messages: number): Promise<void>;
}

interface Held {
  readonly lease: Lease & { kind: 'granted' };
  used: number;
}

/**
 * The pace of something that others send through too, an account or a campaign: its slices come from the database, many messages at a time,
 * and are used evenly. The lane's own pace only lowers it.
 */
export class AccountPacer implements Pacer {
  private shareSpentUntil: Date | null = null;
  private held: Held | null = null;
  private askAgainAt = 0;

  constructor(
    private readonly own: Pacer,
    private readonly share: AccountShare,
    /** Milliseconds since 1970. */
    private readonly now: () => number,
    /** So many milliseconds the lane waits for the next slice. */
    private readonly patienceMs = Infinity,
  ) {}

  get spentUntil(): Date | null {
    return this.shareSpentUntil ?? this.own.spentUntil;
  }

  get awayUntil(): Date | null {
    return !this.isHolding() && this.askAgainAt - this.now() > this.patienceMs ? new Date(this.askAgainAt) : this.own.awayUntil;
  }

  async grant(wanted: number, inStock: number): Promise<number> {
    if (wanted === 0 || this.own.waitMs() > 0) return 0;
    if (!this.isHolding()) await this.ask(inStock);
    const due = Math.min(wanted, this.due());
    const granted = await this.own.grant(due, due);
    if (this.held) this.held.used += granted;
    return granted;
  }

  waitMs(): number {
    const { held } = this;
    const nextAt = held && this.isHolding() ? held.lease.from + held.used * held.lease.everyMs : this.askAgainAt;
    return Math.max(this.own.waitMs(), Math.ceil(nextAt - this.now()), 0);
  }

  /** What was taken of the quota and is not needed goes back. */
  async close(): Promise<void> {
    await this.giveBack();
    await this.own.close();
  }

  private async giveBack(): Promise<void> {
    const { held } = this;
    this.held = null;
    if (held && held.lease.day !== null && held.used < held.lease.messages)
      await this.share.giveBack(held.lease.day, held.lease.messages - held.used);
  }

  /** For no more than it has: what one lane holds of a quota is missing to the others. */
  private async ask(inStock: number): Promise<void> {
    if (this.spentUntil || this.now() < this.askAgainAt) return;
    await this.giveBack();
    const lease = await this.share.lease(inStock);
    switch (lease.kind) {
      case 'granted':
        this.held = { lease, used: 0 };
        return;
      case 'wait':
        this.askAgainAt = lease.until;
        return;
      case 'spent':
        this.shareSpentUntil = lease.until;
    }
  }

  private isHolding(): boolean {
    if (!this.held) return false;
    const { lease, used } = this.held;
    return used < lease.messages && (lease.everyMs === 0 || this.now() < lease.from + lease.messages * lease.everyMs + KEPT_MS);
  }

  private due(): number {
    if (!this.held) return 0;
    const { lease, used } = this.held;
    if (this.now() < lease.from) return 0;
    const begun = lease.everyMs === 0 ? lease.messages : Math.floor((this.now() - lease.from) / lease.everyMs) + 1;
    return Math.max(0, Math.min(lease.messages, begun) - used);
  }
}
