/** How fast a lane may send. */
export interface Pacer {
  /** How many of `wanted` messages may go out now. `inStock`: how many the lane will want soon, these among them. */
  grant(wanted: number, inStock: number): number | Promise<number>;
  /** Milliseconds until it is worth asking again. */
  waitMs(): number;
  /** The account has sent what it may send today, and goes on then. */
  readonly spentUntil: Date | null;
  /** The next message may go out so much later that the lane makes room until then. */
  readonly awayUntil: Date | null;
  close(): Promise<void>;
}

/**
 * Grants messages at a steady rate. Unused time is kept for a quarter of a second at most, so a pause is not followed by a burst; for what
 * goes with one call for a second, because it is a burst anyway.
 */
export class SendPacer implements Pacer {
  readonly spentUntil = null;
  readonly awayUntil = null;
  private allowance: number;
  private readonly capacity: number;
  private countedAt: number;

  constructor(
    private readonly perMinute: number,
    private readonly now: () => number,
    perCall = 1,
  ) {
    this.capacity = Math.max(1, perMinute / 240, Math.min(perCall, perMinute / 60));
    this.allowance = this.capacity;
    this.countedAt = now();
  }

  /** How many of `wanted` messages may go out now. */
  grant(wanted: number): number {
    this.refill();
    const granted = Math.min(wanted, Math.floor(this.allowance + 1e-9));
    this.allowance -= granted;
    return granted;
  }

  /** Milliseconds until the next message may go out. */
  waitMs(): number {
    this.refill();
    return this.allowance >= 1 ? 0 : Math.ceil(((1 - this.allowance) * 60_000) / this.perMinute);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private refill(): void {
    const at = this.now();
    // A clock that was set back must not stop the sending.
    const elapsed = Math.max(0, at - this.countedAt);
    this.countedAt = at;
    this.allowance = Math.min(this.capacity, this.allowance + (elapsed * this.perMinute) / 60_000);
  }
}
