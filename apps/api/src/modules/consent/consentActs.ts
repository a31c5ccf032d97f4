import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of consent, and how the log tells it. */
export const consentActs = {
  'consent.unsubscribed': 'unsubscribed this address',
  'consent.resubscribed': 'subscribed this address again',
  'consent.bounced': 'stopped mail to this address after a bounce',
  'consent.complained': 'stopped mail to this address after a complaint',
  'consent.manual': 'stopped mail to this address',
  'consent.manualLifted': 'allowed mail to this address again',
  'consent.topicLeft': 'left a topic',
  'consent.topicJoined': 'joined a topic again',
  'consent.subscribed': 'signed up by a form',
  'consent.paused': 'paused all email to this address',
  'consent.resumed': 'ended the pause of email to this address',
  'consent.bounceLifted': 'allowed mail to this address again after a bounce',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    consent: keyof typeof consentActs;
  }
}
