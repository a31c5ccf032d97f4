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

/** What people write back to a campaign: in turn, one of these. */
export interface SampleReplies {
  /** As they quote it. */
  readonly subject: string;
  readonly words: readonly string[];
}

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

  async replay(ctx: WorkspaceContext, { subject, words }: SampleReplies, answers: readonly SampleAnswer[], now: Date): Promise<void> {
    for (const [place, { recipient, at }] of answers.entries()) {
      const { id: sentMessageId, contactId } = recipient;
      const body = words[place % words.length] ?? '';
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
