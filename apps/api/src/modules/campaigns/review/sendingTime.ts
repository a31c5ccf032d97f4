import { afterOpenTime, afterWindows, nominalMs, type ZonedHours } from '@rapport/common';

const DAY_SECONDS = 86_400;
const MINUTE_MS = 60_000;

/** What decides how long sending takes. */
export interface SendingSpeed {
  readonly perMinute: number;
  readonly quotaPerDay: number | null;
  /** Null: at any time. */
  readonly hours: ZonedHours | null;
}

/**
 * Seconds from the start until the last message, as if nobody else used the account. A quota is full again when a day begins, so its days
 * may be fewer by a part of one. `sample`: how many go out before a test waits for its decision.
 */
export function secondsToSend(
  { messages, sample, waitSeconds }: { readonly messages: number; readonly sample: number; readonly waitSeconds: number },
  speed: SendingSpeed,
  start: Date,
): number {
  if (!speed.hours) return secondsOf(messages, speed) + waitSeconds;
  const sampled = waitSeconds > 0 ? sample : messages;
  const decided = new Date(endOf(sampled, speed, speed.hours, start).getTime() + waitSeconds * 1_000);
  const end = messages > sampled ? endOf(messages - sampled, speed, speed.hours, decided) : decided;
  return Math.ceil((end.getTime() - start.getTime()) / 1_000);
}

function secondsOf(messages: number, { perMinute, quotaPerDay }: SendingSpeed): number {
  const { laterDays, onTheLastDay } = daysOf(messages, quotaPerDay);
  return laterDays * DAY_SECONDS + Math.ceil((onTheLastDay / perMinute) * 60);
}

function endOf(messages: number, { perMinute, quotaPerDay }: SendingSpeed, hours: ZonedHours, start: Date): Date {
  const inWindow = (nominalMs(hours) / MINUTE_MS) * perMinute;
  // A quota that is more than a window can send limits nothing.
  const { laterDays, onTheLastDay } = daysOf(messages, quotaPerDay !== null && quotaPerDay < inWindow ? quotaPerDay : null);
  return afterOpenTime(hours, afterWindows(hours, start, laterDays), (onTheLastDay / perMinute) * MINUTE_MS);
}

function daysOf(messages: number, quotaPerDay: number | null): { readonly laterDays: number; readonly onTheLastDay: number } {
  const laterDays = quotaPerDay === null ? 0 : Math.max(0, Math.ceil(messages / quotaPerDay) - 1);
  return { laterDays, onTheLastDay: messages - laterDays * (quotaPerDay ?? 0) };
}
