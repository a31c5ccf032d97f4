import { ProviderError } from '../contracts/ProviderError.js';

/** How far a call has come. Where nothing was handed over yet, nothing must be after `isCutOff`. */
export interface CallStanding {
  readonly isHandedOver: boolean;
  /** The provider's id of the message, where it is known. */
  readonly providerMessageId: string | null;
}

const HANDED_OVER: CallStanding = { isHandedOver: true, providerMessageId: null };
const CUT_OFF = Symbol('cut off');

/** The calls of a sender that are under way. Closing waits for them for a while; after that they end as unknown, whatever comes of them. */
export class CallsInFlight {
  private readonly calls = new Set<Promise<unknown>>();
  private readonly whenCutOff: Promise<typeof CUT_OFF>;
  private cutOff: (reason: typeof CUT_OFF) => void = () => undefined;
  private isClosed = false;
  private isOver = false;

  constructor(private readonly service: string) {
    this.whenCutOff = new Promise((resolve) => (this.cutOff = resolve));
  }

  /** A call of several steps takes none after this. */
  get isCutOff(): boolean {
    return this.isOver;
  }

  /** `standing`: how far the call is when it is cut off. */
  async run<T>(call: () => Promise<T>, standing: () => CallStanding = () => HANDED_OVER): Promise<T> {
    if (this.isClosed)
      throw new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'connect', message: 'This sender is closed.' });
    const running = call();
    this.calls.add(running);
    try {
      const first = await Promise.race([running, this.whenCutOff]);
      if (first !== CUT_OFF) return first;
      throw this.brokenOff(standing());
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
    this.isOver = true;
    this.cutOff(CUT_OFF);
  }

  private brokenOff({ isHandedOver, providerMessageId }: CallStanding): ProviderError {
    if (!isHandedOver)
      return new ProviderError({
        kind: 'unavailable',
        scope: 'connection',
        step: 'data',
        message: 'This sender was closed before the message was handed over.',
      });
    return new ProviderError({
      kind: 'unknownOutcome',
      scope: 'recipient',
      step: 'data',
      message: `The connection to ${this.service} was closed before it answered.`,
      providerMessageId,
    });
  }
}
