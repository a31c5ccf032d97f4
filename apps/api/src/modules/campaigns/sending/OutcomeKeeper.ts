import type { SettledMessage, WrittenMessage } from './CampaignRun.js';
import type { HandedGroup } from './HandOver.js';
import { insist, pauseFor } from './insist.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Longer than any restart of a database. What is not written by then becomes uncertain. */
const PATIENCE_MS = 30 * 60_000;
/** From then on one by one: if a single outcome is what the database refuses, the others must not wait for it. */
const TOGETHER = 3;
const ALONE = 5;

type Commit = (settled: readonly SettledMessage[], group: readonly WrittenMessage[]) => Promise<HandedGroup>;

/**
 * Writes what is known about messages, however often the database has to be asked: it may be busy, full, or restarting. What was sent
 * is sent; forgetting the answer would leave a person to find out.
 */
export class OutcomeKeeper {
  constructor(
    private readonly commit: Commit,
    private readonly now: () => number,
    private readonly pause: (ms: number) => Promise<void> = pauseFor,
  ) {}

  /** True when all of it is written. */
  async write(settled: readonly SettledMessage[]): Promise<boolean> {
    const endAt = this.now() + PATIENCE_MS;
    let left = settled;
    for (let attempt = 1; left.length > 0 && this.now() < endAt; attempt += 1) {
      await this.pause(Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS));
      const before = left.length;
      left = attempt <= TOGETHER ? await this.together(left) : await this.oneByOne(left);
      // The database works again: what it still refuses is not going to be taken.
      const isAnswering = left.length < before;
      if (isAnswering && left.length > 0) return this.lastTry(left);
    }
    return left.length === 0;
  }

  /** Repeats an act until it succeeds. False when that took too long. */
  insist(act: () => Promise<void>): Promise<boolean> {
    return insist(act, this.now, this.pause);
  }

  private async lastTry(stubborn: readonly SettledMessage[]): Promise<boolean> {
    let left = stubborn;
    for (let attempt = 1; left.length > 0 && attempt <= ALONE; attempt += 1) {
      await this.pause(LONGEST_PAUSE_MS / 10);
      left = await this.oneByOne(left);
    }
    return left.length === 0;
  }

  private async together(settled: readonly SettledMessage[]): Promise<readonly SettledMessage[]> {
    return (await this.isWritten(settled)) ? [] : settled;
  }

  private async oneByOne(settled: readonly SettledMessage[]): Promise<readonly SettledMessage[]> {
    const left: SettledMessage[] = [];
    for (const message of settled) if (!(await this.isWritten([message]))) left.push(message);
    return left;
  }

  private async isWritten(settled: readonly SettledMessage[]): Promise<boolean> {
    try {
      await this.commit(settled, []);
      return true;
    } catch {
      return false;
    }
  }
}
