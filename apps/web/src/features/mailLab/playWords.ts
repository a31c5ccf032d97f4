import type { LabMessage, PlayedAction } from './mailLabQueries';

interface PlayWord {
  /** On the button. */
  readonly label: string;
  /** What it does, for the tooltip. */
  readonly does: string;
  /** After it was played: what has happened in Rapport. */
  readonly told: string;
}

export const playWords: Readonly<Record<PlayedAction, PlayWord>> = {
  open: {
    label: 'Open',
    does: 'Load the images, as a mail program does',
    told: 'Opened. It counts in the report and appears on the contact’s timeline.',
  },
  click: {
    label: 'Click',
    does: 'Follow one of the links',
    told: 'Link clicked. It counts in the report and appears on the contact’s timeline.',
  },
  reply: { label: 'Reply', does: 'Answer the message', told: 'Reply received. It is in the inbox and on the contact’s timeline.' },
  autoReply: {
    label: 'Automatic reply',
    does: 'Answer as an out-of-office program does',
    told: 'Automatic reply received. It is on the contact’s timeline, and opens no conversation.',
  },
  unsubscribe: {
    label: 'Unsubscribe',
    does: 'Use the one-click button that mail programs show',
    told: 'Unsubscribed. This contact gets no more campaigns.',
  },
  bounce: { label: 'Bounce', does: 'The mailbox does not exist', told: 'Bounced. The address won’t be emailed again.' },
  complain: { label: 'Mark as spam', does: 'The recipient complains', told: 'Complaint received. This contact won’t be emailed again.' },
};

const playOrder = ['open', 'click', 'reply', 'autoReply', 'unsubscribe', 'bounce', 'complain'] as const satisfies readonly PlayedAction[];

/** What people do to a text is less, and another act. */
const textWords: Partial<Readonly<Record<PlayedAction, PlayWord>>> = {
  unsubscribe: { label: 'Reply STOP', does: 'Answer with STOP', told: 'STOP received. This number gets no more texts.' },
  bounce: { label: 'Number is gone', does: 'The number does not exist', told: 'Not delivered. The number won’t be texted again.' },
};

/** The first value of the field, and the description below its label. */
export const answerWords = {
  reply: { label: 'Reply as the recipient', usual: 'Thanks, tell me more.', hint: undefined },
  autoReply: {
    label: 'Reply as an out-of-office program',
    usual: 'I am out of the office until Monday and will answer then.',
    hint: 'Programs answer by themselves. Rapport tells such replies apart from those of people.',
  },
} as const;

/** Words that carriers and Rapport listen to. STOP has a button of its own. */
export const TEXT_KEYWORDS = ['START', 'HELP'] as const;

type Played = Pick<LabMessage, 'channel'>;

export function wordsOf({ channel }: Played, action: PlayedAction): PlayWord {
  return (channel === 'text' ? textWords[action] : undefined) ?? playWords[action];
}

/** After it was played. Only who is a contact has a timeline and a conversation. */
export function toldOf(message: Pick<LabMessage, 'channel' | 'contactId'>, action: PlayedAction): string {
  const isAnswer = action === 'reply' || action === 'autoReply';
  if (isAnswer && message.contactId === null) return 'Reply kept in the mail lab only: this message was sent to none of your contacts.';
  return wordsOf(message, action).told;
}

export function orderOf({ channel }: Played): readonly (typeof playOrder)[number][] {
  return channel === 'text' ? ['reply', 'unsubscribe', 'bounce'] : playOrder;
}

/** What the recipient did, as a word on the message. */
export const eventWords: Readonly<Record<LabMessage['events'][number]['type'], string>> = {
  opened: 'Opened',
  clicked: 'Clicked',
  replied: 'Replied',
  autoReplied: 'Automatic reply',
  timedOut: 'Timed out',
  unsubscribed: 'Unsubscribed',
  bounced: 'Bounced',
  complained: 'Marked as spam',
};

/** `Ana Silva <ana@example.com>` in its parts; a bare address is its own name. */
export function splitAddress(text: string): { name: string; address: string } {
  const match = /^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/.exec(text);
  const address = match?.[2] ?? text.trim();
  return { name: match?.[1] || address, address };
}
