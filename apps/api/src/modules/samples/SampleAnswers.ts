import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { Clock } from '../../platform/time/Clock.js';
import type { PastRecipient, PastReport } from '../campaigns/public.js';
import { ConversationService } from '../inbox/ConversationService.js';
import { IncomingMessageService } from '../timeline/IncomingMessageService.js';
import { daysAgo, minutesAfter } from './sampleTimes.js';

export interface SampleAnswer {
  readonly recipient: PastRecipient;
  readonly at: Date;
}

/** Older ones have been dealt with. */
const OPEN_DAYS = 7;
const DONE_AFTER_MINUTES = 90;

const WORDS = [
  'Thank you for asking. Could you call me next week about two more seats?',
  'Done. One wish: an export of the notes as PDF.',
  'We are very happy with it. Please send the invoice to accounting from now on.',
  'The second link does not open here. Is it only me?',
  'I am glad to give a reference. Just tell me when.',
  'Thanks for the news. When does it reach the Business plan?',
];

/** Collects who answers a campaign while its reports are made. */
export function answersAmong(
  reportsOf: (recipient: PastRecipient, place: number) => PastReport[],
  now: Date,
): { readonly reportsOf: typeof reportsOf; readonly answers: SampleAnswer[] } {
  const answers: SampleAnswer[] = [];
  return {
    answers,
    reportsOf: (recipient, place) => {
      const reports = reportsOf(recipient, place);
      const replied = reports.find(({ type }) => type === 'replied');
      if (replied && replied.at <= now) answers.push({ recipient, at: replied.at });
      return reports;
    },
  };
}

/** What the people of the sample answered: on their timelines and in the inbox, where the older ones are done. */
@Injectable()
export class SampleAnswers {
  constructor(
    private readonly messages: IncomingMessageService,
    private readonly conversations: ConversationService,
    private readonly clock: Clock,
  ) {}

  async replay(ctx: WorkspaceContext, subject: string, answers: readonly SampleAnswer[], now: Date): Promise<void> {
    for (const [place, { recipient, at }] of answers.entries()) {
      const { id: sentMessageId, contactId } = recipient;
      const body = WORDS[(place + subject.length) % WORDS.length] ?? '';
      const content = { subject: `Re: ${subject}`, body, direction: 'incoming' } as const;
      const timestamp = at.toISOString();
      await this.clock.at(at, () => this.messages.add(ctx, { id: newId(), contactId, type: 'email', content, timestamp, sentMessageId }));
      if (at < daysAgo(now, OPEN_DAYS)) await this.clock.at(minutesAfter(at, DONE_AFTER_MINUTES), () => this.close(ctx, contactId));
    }
  }

  private async close(ctx: WorkspaceContext, contactId: string): Promise<void> {
    const { items } = await this.conversations.list(ctx, { view: 'open', contactId, limit: 1 });
    for (const { id } of items) await this.conversations.update(ctx, id, { status: 'done' });
  }
}
