import pg from 'pg';

/** How long a plan is used that was made without looking at the values. A table may have been empty when it was made. */
const PLANS_MS = 10_000;

/** When what was written to a connection leaves: with the end of this turn's callbacks, or with those of everyone who was woken by the same look at the sockets. */
export type Departure = (leave: () => void) => void;

/**
 * A connection that sends statements without waiting for the answers to those before (`pipeline`), and together those that are written in
 * one go: a write to a socket costs Node more than all else it does for a statement.
 */
export class RapportClient extends pg.Client {
  private isHeld = false;
  private plannedAt = performance.now();

  constructor(
    options: pg.ClientConfig,
    private readonly depart: Departure = process.nextTick,
  ) {
    super(options);
    const query = this.query.bind(this) as (...query: unknown[]) => Promise<unknown>;
    const replan = (): void => {
      if (performance.now() - this.plannedAt < PLANS_MS) return;
      this.plannedAt = performance.now();
      // In a transaction that has failed it is refused like everything else; the next is not far.
      query('DISCARD PLANS').catch(() => undefined);
    };
    const held = (...statement: unknown[]): Promise<unknown> => {
      this.hold();
      replan();
      return query(...statement);
    };
    this.query = held as pg.Client['query'];
  }

  private hold(): void {
    if (this.isHeld) return;
    this.isHeld = true;
    const { stream } = (this as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection;
    stream.cork();
    this.depart(() => {
      this.isHeld = false;
      stream.uncork();
    });
  }
}
