import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';

const replayed = new AsyncLocalStorage<Date>();
let replays = 0;

/** Time comes in as an argument, so that tests can set it. */
@Injectable()
export class Clock {
  /** The time by which services work; inside `at`, the time of what is replayed. */
  now(): Date {
    return replayed.getStore() ?? this.present();
  }

  /** The time of what is replayed; undefined in the present. */
  replayed(): Date | undefined {
    return replayed.getStore();
  }

  /** What the clock on the wall says, also inside `at`. */
  present(): Date {
    return new Date();
  }

  /**
   * Runs `work` as if it were then: the past of a sample workspace is made by the services that make the present (decision 77). It
   * follows `await`, and reaches neither jobs nor the audit log, which tells when its entries were written.
   */
  async at<T>(moment: Date, work: () => Promise<T>): Promise<T> {
    replays += 1;
    try {
      return await replayed.run(moment, work);
    } finally {
      replays -= 1;
      // As long as it is on, Node follows every promise of the process.
      if (replays === 0) replayed.disable();
    }
  }
}

/** UTC, ISO 8601 with milliseconds and `Z`: the one form in which times are stored and answered. */
export function nowIso(clock: Clock): string {
  return isoOf(clock.now());
}

/** The same by the clock on the wall. */
export function presentIso(clock: Clock): string {
  return isoOf(clock.present());
}

function isoOf(moment: Date): string {
  const ms = moment.getTime();
  // One request asks several times, many requests ask in the same millisecond, and writing a date costs more than comparing two numbers.
  if (ms !== lastMs) {
    lastMs = ms;
    lastIso = moment.toISOString();
  }
  return lastIso;
}

let lastMs = NaN;
let lastIso = '';
