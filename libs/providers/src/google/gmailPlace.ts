import type { MailboxCursor } from '../contracts/InboundMailbox.js';
import { fieldsOf, readJson } from '../http/readJson.js';

/** Where reading a mailbox of Gmail goes on. */
export interface GmailPlace {
  /** Changes after this one are not read yet. */
  readonly history: string;
  /** When it was read last, by our clock, in milliseconds. */
  readonly at: number;
  /** While what Gmail has no history of is searched: from this moment on, and the page that comes next. */
  readonly since?: number;
  readonly page?: string;
}

/** With the mailbox: what was noted of one says nothing about another. */
export function gmailCursorOf(mailbox: string, place: GmailPlace): MailboxCursor {
  return JSON.stringify({ gmail: mailbox.toLowerCase(), ...place });
}

/** Null: it is of another mailbox, or of another kind. */
export function gmailPlaceOf(cursor: MailboxCursor, mailbox: string): GmailPlace | null {
  const { gmail, history, at, since, page } = fieldsOf(readJson(cursor));
  if (gmail !== mailbox.toLowerCase() || typeof history !== 'string' || !/^\d{1,20}$/.test(history) || typeof at !== 'number') return null;
  if (typeof since !== 'number') return { history, at };
  return { history, at, since, ...(typeof page === 'string' && { page }) };
}
