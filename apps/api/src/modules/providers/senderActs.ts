import { descriptorOf, senderTypes } from '@rapport/providers';
import { type ActWords, changeWords, type ToldEntry } from '../../platform/audit/tellActs.js';

/** What is recorded of the sender, and how the log tells it. */
export const senderActs = {
  'sender.verified': ({ details }) => `checked the login of the sender${details['ok'] === false ? ', which failed' : ''}`,
  'sender.testSent': ({ details }) => `sent a test message${details['ok'] === false ? ', which failed' : ''}`,
  'sender.paused': 'paused the sender',
  'sender.added': 'added a sender',
  'sender.activated': 'chose the sender for new campaigns',
  'sender.reportsConnected': 'had a provider report to Rapport',
  'sender.listRead': ({ details }) =>
    `stopped mail to ${String(details['count'])} ${details['count'] === 1 ? 'address' : 'addresses'} on the suppression lists of ${String(details['account'])}`,
  'sender.signingKeyMade': ({ details }) => `made a signing key for ${String(details['domain'])}`,
  'sender.signingKeyActivated': ({ details }) => `began to sign messages from ${String(details['domain'])} with a new key`,
  'sender.signingKeyRemoved': ({ details }) => `removed a signing key for ${String(details['domain'])}`,
  'sender.deleted': 'deleted a sender',
  'sender.updated': senderWords,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    providers: keyof typeof senderActs;
  }
}

function senderWords({ changes }: ToldEntry): string {
  const type = changes.find(({ field }) => field === 'type');
  return type ? `switched from ${typeWord(type.before)} to ${typeWord(type.after)}` : changeWords({ changes });
}

function typeWord(type: string | null): string {
  const known = senderTypes.find((each) => each === type);
  if (known === 'mail_lab') return 'the mail lab';
  return known ? descriptorOf(known).label.replace(/ server$/, '') : (type ?? 'nothing');
}
