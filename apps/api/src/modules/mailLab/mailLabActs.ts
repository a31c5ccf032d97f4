import { type ActWords, count, wordsOfName } from '../../platform/audit/tellActs.js';

/** What is recorded of the mail lab, and how the log tells it. */
export const mailLabActs = {
  'mailLab.played': 'simulated the recipient of a message in the mail lab',
  'mailLab.faultSet': ({ details }) =>
    `simulated a fault in the mail lab: ${wordsOfName(String(details['fault']))}, ${count(details['share'])} of 100 messages, until ${count(details['messages'])} have met it`,
  'mailLab.faultCleared': 'turned off the simulated fault in the mail lab',
  'mailLab.emptied': 'emptied the mail lab',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    mailLab: keyof typeof mailLabActs;
  }
}
