import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of messages that people write, and how the log tells it. */
export const directMessageActs = {
  'contact.messageWritten': ({ details }) => `sent ${kindOf(details)}`,
  'contact.messageCancelled': ({ details }) => `called ${kindOf(details)} back before it was sent`,
  'contact.messageResolved': ({ details }) =>
    `said that an uncertain ${details['channel'] === 'text' ? 'text' : 'email'} was ${details['outcome'] === 'sent' ? '' : 'not '}sent`,
} as const satisfies Record<string, ActWords>;

function kindOf(details: Readonly<Record<string, unknown>>): string {
  return details['channel'] === 'text' ? 'a text' : 'an email';
}

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    directMessages: keyof typeof directMessageActs;
  }
}
