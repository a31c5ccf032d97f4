import { ProviderError } from '../contracts/ProviderError.js';

/** The calls of a sender that are under way. Closing waits for them for a while; after that they end as unknown, whatever comes of them. */
export class CallsInFlight {
  private readonly calls = new Set<Promise<unknown>>();
  private readonly whenCutOff: Promise<never>;
  private cutOff: (reason: ProviderError) => void = () => undefined;
  private isClosed = false;

  constructor(private readonly service: string) {
    this.whenCutOff = new Promise((_, reject) => (this.cutOff = reject));
    // Without a call nobody waits for it.
    this.whenCutOff.catch(() => undefined);
  }

  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.isClosed)
      throw new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'connect', message: 'This sender is closed.' });
    const running = call();
    this.calls.add(running);
    try {
      return await Promise.race([running, this.whenCutOff]);
    } finally {
      this.calls.delete(running);
    }
  }

  async close(graceMs: number): Promise<void> {
    this.isClosed = true;
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([Promise.allSettled(this.calls), grace]);
    clearTimeout(timer);
    this.cutOff(
      new ProviderError({
        kind: 'unknownOutcome',
        scope: 'recipient',
        step: 'data',
        message: `The connection to ${this.service} was closed before it answered.`,
      }),
    );
  }
}
