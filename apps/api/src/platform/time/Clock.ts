import { Injectable } from '@nestjs/common';

/** Time comes in as an argument, so that tests can set it. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** UTC, ISO 8601 with milliseconds and `Z`: the one form in which times are stored and answered. */
export function nowIso(clock: Clock): string {
  const ms = clock.now().getTime();
  // One request asks several times, many requests ask in the same millisecond, and writing a date costs more than comparing two numbers.
  if (ms !== lastMs) {
    lastMs = ms;
    lastIso = new Date(ms).toISOString();
  }
  return lastIso;
}

let lastMs = NaN;
let lastIso = '';
