import { blamesRecipient } from './replyWords.js';
import type { EnhancedCode } from './SmtpReply.js';

/** Whom an enhanced code is about, when it was said to a recipient or to a message. Null: the code leaves it open. */
export type EnhancedMeaning = 'noMailbox' | 'recipient' | 'ours' | null;

type Details = Readonly<Record<number, EnhancedMeaning>>;

/** RFC 3463 and its registry at IANA, and what large servers have made of the numbers that are free. */
const subjects: Readonly<Record<number, { readonly known: Details; readonly other: EnhancedMeaning }>> = {
  // Addresses. 1.7 and 1.8: the sender's own address. 1.9x: limits of an account (Exchange Online).
  1: {
    known: {
      0: null,
      1: 'noMailbox',
      2: 'noMailbox',
      3: 'noMailbox',
      6: 'noMailbox',
      7: 'ours',
      8: 'ours',
      10: 'noMailbox',
      90: 'ours',
      91: 'ours',
    },
    other: 'recipient',
  },
  // Mailboxes. 2.25x: the account may not send as this sender (Exchange Online).
  2: { known: { 0: null, 251: 'ours', 252: 'ours', 253: 'ours', 254: 'ours' }, other: 'recipient' },
  // Their mail system: full, closed, or the message is too large for it.
  3: { known: { 0: null, 4: 'recipient' }, other: 'recipient' },
  // Routing. 4.5 is congestion, and for large providers the daily limit of an account.
  4: { known: { 0: null, 5: 'ours' }, other: 'recipient' },
  // Protocol: said about our commands, but often because of the address in them.
  5: { known: {}, other: null },
  // Content. 6.7 to 6.10: the address needs SMTPUTF8 and cannot be reached.
  6: { known: { 7: 'recipient', 8: 'recipient', 9: 'recipient', 10: 'recipient' }, other: 'ours' },
  // Security and policy: about us, but for lists, owners who changed, and groups that admit only some senders.
  7: { known: { 0: null, 1: null, 2: 'recipient', 13: 'recipient', 17: 'recipient', 18: 'recipient', 19: 'recipient' }, other: 'ours' },
};

/** Exchange: the recipient, a group or a room, admits only certain senders. */
const RESTRICTED_RECIPIENT = { from: 120, to: 139 };

export function meaningOfEnhanced({ subject, detail }: EnhancedCode, text: string): EnhancedMeaning {
  const entry = subjects[subject];
  if (!entry) return null;
  if (subject === 7) {
    if (detail >= RESTRICTED_RECIPIENT.from && detail <= RESTRICTED_RECIPIENT.to) return 'recipient';
    // "Delivery not authorised" is said about either side; only the words tell which one.
    if (detail <= 1) return blamesRecipient(text) ? 'recipient' : 'ours';
  }
  return detail in entry.known ? (entry.known[detail] ?? null) : entry.other;
}
