import type { SkipReason } from './RecipientDtos.js';

/** Why someone gets no message: a line of the review page, for one person and for several. */
export function skipMessage(reason: SkipReason, count: number): string {
  const [one, several] = reasons[reason];
  return count === 1 ? `1 ${one}` : `${count} ${several}`;
}

/** The same without a number: what follows a name. */
export function whyLeftOut(reason: SkipReason): string {
  return reasons[reason][0];
}

const reasons: Readonly<Record<SkipReason, readonly [one: string, several: string]>> = {
  noEmail: ['has no email address', 'have no email address'],
  noPhone: ['has no phone number', 'have no phone number'],
  phoneWithoutCountry: ['has a phone number without a country code', 'have phone numbers without a country code'],
  unsubscribed: ['has unsubscribed', 'have unsubscribed'],
  bounced: ['has an address that bounced', 'have an address that bounced'],
  complained: ['has marked a message as spam', 'have marked a message as spam'],
  manual: ['was blocked by a member of this workspace', 'were blocked by a member of this workspace'],
  leftTopic: ['has left this topic', 'have left this topic'],
  paused: ['has paused messages from you', 'have paused messages from you'],
  frequencyCap: ['has had enough messages lately', 'have had enough messages lately'],
  trashed: ['is in the trash', 'are in the trash'],
  duplicateAddress: ['shares the address of another recipient', 'share their address with another recipient'],
  merged: ['was merged with a contact who had the message', 'were merged with contacts who had the message'],
  addressChanged: ['got another address after approval was requested', 'got another address after approval was requested'],
  textEmpty: ['would get an empty text', 'would get an empty text'],
  textTooLong: ['would get a text that is too long', 'would get a text that is too long'],
  excludedList: ['is on an excluded list', 'are on an excluded list'],
  hadIt: ['has had a message of this series', 'have had a message of this series'],
  excludedSegment: ['is in an excluded segment', 'are in an excluded segment'],
  notApproved: ['joined after approval was requested', 'joined after approval was requested'],
  cancelled: ['was not reached before the campaign was cancelled', 'were not reached before the campaign was cancelled'],
};
