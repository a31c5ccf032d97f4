import { v7, validate } from 'uuid';

/** A new UUIDv7: time-ordered, so fresh rows land at the end of every index. */
export function newId(): string {
  return v7();
}

/** The moment at which an id was made, which its first 48 bits tell. */
export function timeOf(id: string): Date {
  return new Date(parseInt(id.replaceAll('-', '').slice(0, 12), 16));
}

export function isId(value: unknown): value is string {
  return typeof value === 'string' && validate(value);
}
