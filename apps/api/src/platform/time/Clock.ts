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
  return clock.now().toISOString();
}
