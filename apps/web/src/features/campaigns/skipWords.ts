import type { SkipReason } from './recipientQueries';

/** Why someone was left out, as one would say it. */
const LEFT_OUT: Readonly<Record<SkipReason, string>> = {
  noEmail: 'No email address',
  noPhone: 'No phone number',
  phoneWithoutCountry: 'Phone number without country code',
  unsubscribed: 'Unsubscribed',
  bounced: 'Address bounced before',
  complained: 'Complained before',
  manual: 'Blocked by hand',
  leftTopic: 'Left this topic',
  paused: 'Paused your messages',
  frequencyCap: 'Had enough messages lately',
  trashed: 'In the trash',
  duplicateAddress: 'Same address as another recipient',
  merged: 'Merged with a contact who had the message',
  addressChanged: 'Address changed since',
  textEmpty: 'Text came out empty',
  textTooLong: 'Text came out too long',
  excludedList: 'On an excluded list',
  hadIt: 'Had a message of this series',
  excludedSegment: 'In an excluded segment',
  notApproved: 'Joined after approval was requested',
  cancelled: 'Campaign was cancelled',
};

const SKIP_WORDS: Readonly<Record<string, string>> = {
  ...LEFT_OUT,
  returned: 'Bounced',
  refused: 'Refused by the mail server',
  uncertain: 'Uncertain whether it arrived',
};

export const SKIP_REASONS = Object.keys(LEFT_OUT) as SkipReason[];

export function skipWord(reason: string): string {
  return SKIP_WORDS[reason] ?? reason;
}
