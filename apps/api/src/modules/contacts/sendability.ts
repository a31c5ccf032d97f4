import { longDay } from '../../platform/readerWords/readerWords.js';
import type { SendabilityDto, SendabilityReasonDto } from './ContactDtos.js';
import type { ContactRow } from './contactRows.js';

export interface Suppression {
  readonly reason: 'unsubscribed' | 'bounced' | 'complained' | 'manual';
  readonly since: string;
}

/** What the person chose on the preference page. Only they change it. */
export interface ReaderChoices {
  readonly pause: { readonly until: string; readonly since: string } | null;
  readonly leftTopics: readonly string[];
}

const SUPPRESSED: Record<Suppression['reason'], string> = {
  unsubscribed: 'Unsubscribed from your emails.',
  bounced: 'The last message bounced: the address doesn’t accept email.',
  complained: 'Reported one of your messages as spam.',
  manual: 'Someone on your team stopped emails to this address.',
};

/** Whether this person may be mailed now, and why: every check is listed, also those that pass. */
export function sendabilityOf(
  row: Pick<ContactRow, 'primaryEmail' | 'deletedAt'>,
  suppression: Suppression | null,
  { pause, leftTopics }: ReaderChoices,
): SendabilityDto {
  const reasons: SendabilityReasonDto[] = [
    row.deletedAt
      ? { code: 'trashed', ok: false, message: 'The contact is in the trash.', since: row.deletedAt }
      : { code: 'trashed', ok: true, message: 'The contact is not in the trash.' },
    row.primaryEmail
      ? { code: 'address', ok: true, message: 'There is an email address.' }
      : { code: 'address', ok: false, message: 'There is no email address.' },
    suppression
      ? { code: suppression.reason, ok: false, message: SUPPRESSED[suppression.reason], since: suppression.since }
      : { code: 'consent', ok: true, message: 'Not unsubscribed, never bounced, never complained.' },
  ];
  if (pause) {
    const message = `Paused all email until ${longDay(pause.until)}. Only the contact can end the pause earlier.`;
    reasons.push({ code: 'paused', ok: false, message, since: pause.since });
  }
  if (leftTopics.length > 0) reasons.push({ code: 'topics', ok: true, message: `Left these topics: ${leftTopics.join(', ')}.` });
  return { canMail: reasons.every((reason) => reason.ok), reasons };
}
