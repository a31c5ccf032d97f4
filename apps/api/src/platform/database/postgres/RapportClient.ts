import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** How long a plan is used that was made without looking at the values. A table may have been empty when it was made. */
const PLANS_MS = 10_000;

/** When what was written to a connection leaves: with the end of this turn's callbacks, or with those of everyone who was woken by the same look at the sockets. */
export type Departure = (leave: () => void) => void;

/**
 * A connection that sends statements without waiting for the answers to those before (`pipeline`), and together those that are written in
 * one go: a write to a socket costs Node more than all else it does for a statement.
 */
export class RapportClient extends pg.Client {
  private readonly isPipeline: boolean;
  private readonly ask: <T extends pg.Submittable>(query: T) => T;
  private isHeld = false;
  private plannedAt = performance.now();

  constructor(
    options: pg.ClientConfig,
    private readonly depart: Departure = process.nextTick,
  ) {
    super(options);
    this.isPipeline = this.pipeline;
    const ask = this.query.bind(this);
    const query = ask as (...query: unknown[]) => Promise<unknown>;
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
    this.ask = ask;
  }

  /**
   * Sends rows with COPY. A pipeline cannot hold it: what is sent behind it would arrive among the rows. So all statements before must have
   * been answered, and those that come meanwhile wait.
   */
  async copy(statement: string, chunks: Iterable<Buffer>): Promise<void> {
    this.setPipeline(false);
    try {
      await new Promise<void>((resolve, reject) => {
        const stream = copyFrom(statement);
        stream.once('finish', resolve);
        // The connection may tell more than once that it has gone.
        stream.on('error', reject);
        this.ask(stream);
        for (const chunk of chunks) stream.write(chunk);
        stream.end();
      });
    } finally {
      this.setPipeline(this.isPipeline);
    }
  }

  /** pg means it to be chosen once; between statements it may change. */
  private setPipeline(pipeline: boolean): void {
    Object.assign(this, { pipeline });
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
