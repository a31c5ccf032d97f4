import { LONGEST_TEXT } from '@rapport/common';
import { AppError, invalidField } from '../../platform/http/AppError.js';
import { describeChanges, type FieldChange } from './approvals/fieldChanges.js';
import type { ChannelName } from './CampaignRow.js';
import type { SkipReason } from './RecipientDtos.js';
import type { CampaignMove, CampaignStatus } from './campaignTransitions.js';

const statusWords: Readonly<Record<CampaignStatus, string>> = {
  draft: 'a draft',
  inReview: 'in review',
  approved: 'approved',
  scheduled: 'scheduled',
  sending: 'being sent',
  paused: 'paused',
  sent: 'sent',
  cancelled: 'cancelled',
};

const codes: Partial<Record<CampaignMove, string>> = {
  edit: 'campaign.notEditable',
  delete: 'campaign.notDeletable',
  requestApproval: 'campaign.notDraft',
  approve: 'campaign.notInReview',
  reject: 'campaign.notInReview',
  send: 'campaign.notApproved',
  pause: 'campaign.notSending',
  resume: 'campaign.notPaused',
};

export function moveRefused(move: CampaignMove, status: CampaignStatus): AppError {
  const advice = move === 'send' && status !== 'approved' ? ' It has to be approved first.' : ' Reload the page to see its state.';
  return new AppError(
    codes[move] ?? 'campaign.wrongState',
    409,
    `This campaign is ${statusWords[status]}, so this is not possible now.${advice}`,
    { details: { status } },
  );
}

export const campaignChangedMeanwhile = (version: number): AppError =>
  new AppError('campaign.changedMeanwhile', 409, 'This campaign was changed in the meantime. Reload it and make your changes again.', {
    details: { version },
  });

export const changedSinceApproval = (changes: readonly FieldChange[]): AppError =>
  new AppError(
    'campaign.changedSinceApproval',
    409,
    `This campaign has changed since it was approved${changes.length > 0 ? `: ${describeChanges(changes)}` : ''}. The approval doesn't cover it. Check the changes and ask for approval again.`,
    { details: { changes } },
  );

/** More people came in than the approval allows for. */
export const audienceDrifted = ({
  recorded,
  current,
  joined,
  moved,
}: Readonly<Record<'recorded' | 'current' | 'joined' | 'moved', number>>): AppError => {
  const people = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`;
  const newcomers = joined + moved;
  const is = newcomers === current - recorded ? people(current) : `${people(current)}, ${newcomers} of them new`;
  return changedSinceApproval([{ field: 'audienceCount', was: people(recorded), is }]);
};

/** At one of its dates a series means many more people than before. */
export const seriesAudienceGrew = (before: number, now: number, limit: number): AppError =>
  new AppError(
    'campaign.audienceGrew',
    409,
    `The audience has grown from ${before} to ${now} people, which is more than the limit of ${limit}%. Check the lists and segments, then resume this campaign to send it, or cancel it.`,
    { details: { before, now, limit } },
  );

export const calendarTooLong = (): AppError =>
  invalidField('to', 'calendar.badRange', 'Choose an end after the start, at most 62 days later.');

export const noMoreDates = (): AppError =>
  new AppError(
    'campaign.noMoreDates',
    409,
    'This series has no more dates. Choose another rule or a later end, and ask for approval again.',
  );

export const notASeries = (): AppError => new AppError('campaign.notRecurring', 409, 'This campaign does not repeat, so it has no dates.');

export const otherDateNext = (next: string): AppError =>
  new AppError('campaign.otherDateNext', 409, 'Another date is next by now. Reload the page and choose again.', { details: { next } });

export const seriesIsRecord = (): AppError =>
  new AppError(
    'campaign.seriesIsRecord',
    409,
    'Messages went out under the approval of this series, so it stays as their record. It can be cancelled instead.',
  );

export const approvalMissing = (): AppError =>
  new AppError('approval.missing', 409, 'No approval covers this campaign. Ask for approval again.');

export const approvalTampered = (): AppError =>
  new AppError(
    'approval.tampered',
    409,
    'The record of this approval was changed outside Rapport, so nothing is sent. Check who has access to the database, then cancel this campaign or ask for approval again.',
  );

export const approvalOutdated = (): AppError =>
  new AppError(
    'approval.outdated',
    409,
    'This approval was given before Rapport was updated and covers less than is checked now. Approve the campaign again.',
  );

export const audienceNotRecorded = (): AppError =>
  new AppError('approval.audienceNotRecorded', 409, 'The audience is still being recorded. Try again in a moment.', {
    retryAfterSeconds: 2,
  });

export const approvalExpired = (): AppError => new AppError('approval.expired', 409, 'This approval has expired. Ask for a new one.');

export const alreadySigned = (left: number): AppError =>
  new AppError(
    'approval.alreadySigned',
    409,
    `You have approved this campaign already. It needs ${left} more ${left === 1 ? 'approval' : 'approvals'} by other members.`,
    { details: { left } },
  );

export const tooFewApprovers = (needed: number, others: number): AppError =>
  new AppError(
    'approval.tooFewApprovers',
    409,
    `This workspace needs ${needed} approvals, but only ${others} other ${others === 1 ? 'member' : 'members'} can approve. Make more members approvers, or lower the number in Settings.`,
    { details: { needed, others } },
  );

export const approvalGone = (): AppError =>
  new AppError('approval.notPending', 409, 'There is no open request for approval. Reload the page.');

export const notYourOwn = (): AppError =>
  new AppError('approval.ownRequest', 403, 'You asked for this approval yourself. Another member of the workspace has to approve it.');

export const preflightFailed = (problems: readonly { code: string; message: string }[]): AppError =>
  new AppError('campaign.preflightFailed', 422, `This campaign cannot be sent yet. ${problems.map(({ message }) => message).join(' ')}`, {
    details: { problems },
  });

export const unknownList = (): AppError =>
  invalidField('audience.listIds', 'campaign.unknownList', 'One of these lists does not exist in this workspace. Choose the lists again.');

export const unknownSegment = (): AppError =>
  invalidField(
    'audience.segmentIds',
    'campaign.unknownSegment',
    'One of these segments does not exist in this workspace. Choose the segments again.',
  );

export const unknownTemplate = (field = 'templateId'): AppError =>
  invalidField(field, 'campaign.unknownTemplate', 'This template does not exist in this workspace. Choose another one.');

export const notOfThisChannel = (field: string, channel: ChannelName): AppError =>
  invalidField(
    field,
    'campaign.notOfThisChannel',
    channel === 'text'
      ? 'A campaign of texts has no template, subject, sender address, tracking or variants: write its text, and nothing here.'
      : 'An email says what its template says. Choose a template, and write no text here.',
  );

/** As the senders say it in their settings. */
export const noTestAddress = (): AppError =>
  invalidField('to', 'testMessage.noAddress', 'Enter the email address that the test message goes to.');

export const noText = (): AppError => new AppError('campaign.noText', 422, 'Write the text first.');

export const textTooLong = (characters: number): AppError =>
  new AppError(
    'campaign.textTooLong',
    422,
    `With the values of this contact the text has ${characters} characters. At most ${LONGEST_TEXT} can be sent: shorten it.`,
    { details: { characters } },
  );

export const textCameOutEmpty = (): AppError =>
  new AppError(
    'campaign.textCameOutEmpty',
    422,
    'With the values of this contact nothing is left of the text. Add a fallback to its merge tags.',
  );

/** Why someone is left out whose message could not be written; null: it is no reason to leave anyone out. */
export function leftOutBy(error: unknown): SkipReason | null {
  if (!(error instanceof AppError)) return null;
  if (error.code === 'campaign.textCameOutEmpty') return 'textEmpty';
  return error.code === 'campaign.textTooLong' ? 'textTooLong' : null;
}

export const noTemplate = (): AppError => new AppError('campaign.noTemplate', 422, 'Choose a template first.');

type ScheduleField = 'localTime' | 'timeZone' | 'rule' | 'hours.days' | 'hours.from' | 'hours.until' | 'zones' | 'zoneField';

export const badSchedule = (field: ScheduleField, message: string): AppError =>
  invalidField(`schedule.${field}`, 'campaign.badSchedule', message);

export const badHeaderText = (field: string): AppError => invalidField(field, 'campaign.lineBreak', 'This text must stay on one line.');

export const notUncertain = (): AppError =>
  new AppError('recipient.notUncertain', 409, 'This message is no longer uncertain. Reload the page.');

export const noFromAddress = (): AppError => new AppError('campaign.noFromAddress', 422, 'Enter a sender address first.');

export const missedWhileDeleted = (): AppError =>
  new AppError(
    'campaign.missedWhileDeleted',
    410,
    'Its scheduled time passed while the workspace was deleted, so it was not sent. Choose a new time and ask for approval again.',
  );

export const unknownTopic = (): AppError =>
  invalidField('audience.topicId', 'campaign.unknownTopic', 'This topic does not exist here or is archived. Choose another one, or none.');

const UNKNOWN_SLICE = {
  notTracked: 'This campaign doesn’t follow opens or clicks, so Rapport can’t tell who did and who didn’t. Choose another group.',
  anonymous: 'This workspace counts opens and clicks without names, so Rapport can’t tell who did and who didn’t. Choose another group.',
} as const;

export const unknownSlice = (why: keyof typeof UNKNOWN_SLICE): AppError => invalidField('slice', `campaign.${why}`, UNKNOWN_SLICE[why]);

export const nobodyToFollowUp = (): AppError =>
  new AppError('campaign.notStarted', 409, 'This campaign hasn’t been sent to anyone yet. Send it first.');
