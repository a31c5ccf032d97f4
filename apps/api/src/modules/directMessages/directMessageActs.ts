import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of messages that people write, and how the log tells it. */
export const directMessageActs = {
  'contact.messageWritten': 'sent an email',
  'contact.messageCancelled': 'called an email back before it was sent',
  'contact.messageResolved': ({ details }) =>
    details['outcome'] === 'sent' ? 'said that an uncertain email was sent' : 'said that an uncertain email was not sent',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    directMessages: keyof typeof directMessageActs;
  }
}
