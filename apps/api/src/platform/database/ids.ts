import { v7, validate } from 'uuid';

/** A new UUIDv7: time-ordered, so fresh rows land at the end of every index. `at`: as if it had been made then. */
export function newId(at?: Date): string {
  return at ? v7({ msecs: at.getTime() }) : v7();
}

/** The moment at which an id was made, which its first 48 bits tell. */
export function timeOf(id: string): Date {
  return new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

/** The id before which all ids were made earlier than this: a UUIDv7 begins with the milliseconds of its making. */
export function firstIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && validate(value);
}
