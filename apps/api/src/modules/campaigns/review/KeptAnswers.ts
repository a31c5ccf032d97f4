import type { Clock } from '../../../platform/time/Clock.js';

export interface KeptAnswer<Answer> {
  /** Null: not known yet. */
  readonly answer: Answer | null;
  /** Epoch milliseconds. */
  readonly checkedAt: number | null;
}

interface Limits<Answer> {
  readonly atOnce: number;
  readonly mostWaiting: number;
  readonly mostKept: number;
  readonly keepMs: (answer: Answer) => number;
  /** A bug: it is asked again with the next look. */
  readonly failed: (error: unknown) => void;
}

interface Question<Answer> {
  readonly key: string;
  readonly ask: () => Promise<Answer>;
}

const WAITING = { answer: null, checkedAt: null } as const;

/**
 * Asks others once and keeps what they say for some minutes, for all workspaces of this process: a request never waits for it, and a process
 * that starts anew asks anew.
 */
export class KeptAnswers<Answer> {
  private readonly known = new Map<string, KeptAnswer<Answer>>();
  private readonly waiting: Question<Answer>[] = [];
  private running = 0;

  constructor(
    private readonly clock: Clock,
    private readonly limits: Limits<Answer>,
  ) {}

  /** What is known, or being asked. Null: neither. */
  find(key: string): KeptAnswer<Answer> | null {
    const known = this.known.get(key);
    return known && !this.isOld(known) ? known : null;
  }

  /** What is known; what is not is asked from now on. Null: too much is waiting. */
  look(key: string, ask: () => Promise<Answer>): KeptAnswer<Answer> | null {
    const known = this.find(key);
    if (known) return known;
    if (this.waiting.length >= this.limits.mostWaiting) return null;
    this.keep(key, WAITING);
    this.waiting.push({ key, ask });
    this.start();
    return WAITING;
  }

  private isOld({ answer, checkedAt }: KeptAnswer<Answer>): boolean {
    return answer !== null && checkedAt !== null && this.clock.present().getTime() - checkedAt > this.limits.keepMs(answer);
  }

  private keep(key: string, kept: KeptAnswer<Answer>): void {
    this.known.delete(key);
    this.known.set(key, kept);
    for (const [oldest, { answer }] of this.known) {
      if (this.known.size <= this.limits.mostKept) return;
      if (answer !== null) this.known.delete(oldest);
    }
  }

  private start(): void {
    while (this.running < this.limits.atOnce) {
      const question = this.waiting.shift();
      if (!question) return;
      this.running += 1;
      void this.ask(question).finally(() => {
        this.running -= 1;
        this.start();
      });
    }
  }

  private async ask({ key, ask }: Question<Answer>): Promise<void> {
    try {
      this.keep(key, { answer: await ask(), checkedAt: this.clock.present().getTime() });
    } catch (error) {
      this.known.delete(key);
      this.limits.failed(error);
    }
  }
}
