import type { SkipReason } from './RecipientDtos.js';

/** Why somebody gets no message, in words for the review page and the ledger. */
export const skipMessages: Readonly<Record<SkipReason, string>> = {
  noEmail: 'have no e-mail address',
  unsubscribed: 'have unsubscribed',
  bounced: 'have an address that bounced',
  complained: 'have marked a message as spam',
  manual: 'were blocked by a member of this workspace',
  trashed: 'are in the trash',
  duplicateAddress: 'share their address with somebody who gets the message',
  addressChanged: 'got another address after the campaign was started',
  excludedList: 'are on an excluded list',
  cancelled: 'were not reached before the campaign was cancelled',
};
