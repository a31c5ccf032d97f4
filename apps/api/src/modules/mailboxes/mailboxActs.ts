import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of mailboxes, and how the log tells it. */
export const mailboxActs = {
  'mailbox.connected': 'connected the mailbox of a sender',
  'mailbox.checked': ({ details }) => `checked the mailbox of a sender${details['ok'] === false ? ', which failed' : ''}`,
  'mailbox.paused': 'paused reading the mailbox of a sender',
  'mailbox.resumed': 'resumed reading the mailbox of a sender',
  'mailbox.removed': 'removed the mailbox of a sender',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    mailboxes: keyof typeof mailboxActs;
  }
}
