import type { Fault, FaultKind } from './mailLabQueries';

interface FaultWord {
  /** In the list of what can happen. */
  readonly label: string;
  /** What it is, and what to look at. */
  readonly hint: string;
  /** Before “2 of 10 messages so far”. */
  readonly happens: string;
}

export const faultWords: Readonly<Record<FaultKind, FaultWord>> = {
  timesOut: {
    label: 'Time out',
    hint: 'The message arrives, and the answer of the server is lost. Rapport does not know whether it was sent, and asks a person.',
    happens: 'Messages time out',
  },
  mailboxBusy: {
    label: 'Refuse for now: this mailbox',
    hint: 'The mailbox takes nothing at the moment. Rapport tries this message again later.',
    happens: 'Mailboxes refuse messages for now',
  },
  senderBusy: {
    label: 'Refuse for now: the whole sender',
    hint: 'The server wants fewer messages. Rapport waits with all of them.',
    happens: 'The server refuses all messages for now',
  },
  refused: {
    label: 'Refuse for good',
    hint: 'The mailbox does not exist. The address is never emailed again; many of these in a row pause the sender.',
    happens: 'Messages are refused for good',
  },
  softBounce: {
    label: 'Bounce later: mailbox full',
    hint: 'Accepted, and returned after some seconds. Soft bounces are counted; after several the address is given up.',
    happens: 'Messages come back: mailbox full',
  },
  hardBounce: {
    label: 'Bounce later: no such mailbox',
    hint: 'Accepted, and returned after some seconds. The address is never emailed again.',
    happens: 'Messages come back: no such mailbox',
  },
  slow: { label: 'Take seconds', hint: 'Each message takes four seconds.', happens: 'Messages take seconds' },
  doubledReports: {
    label: 'Report twice, in reverse order',
    hint: '“Opened” is reported before “delivered”, and each of them twice. Figures count them once.',
    happens: 'Reports come twice, in reverse order',
  },
};

export const faultKinds = Object.keys(faultWords) as FaultKind[];

/** “Messages time out: 2 of 10 so far, 1 in 5 messages to “@example.com”” */
export function faultLine({ fault, hits, messages, share, recipient }: Fault): string {
  const who = recipient === null ? '' : ` to addresses with “${recipient}”`;
  const some = share === 100 ? '' : `${share}% of messages${who}, `;
  return `${faultWords[fault].happens}: ${some}${hits} of ${messages} so far${share === 100 ? who : ''}`;
}
