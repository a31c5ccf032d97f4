import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { type CallNews, CallReported } from '../providers/CallEvents.js';
import { CallCourse } from './CallCourse.js';
import { CallQueue } from './CallQueue.js';
import { CallRepository } from './CallRepository.js';

/** What Twilio tells of a call by itself. */
@Injectable()
export class CallReports implements OnModuleInit {
  constructor(
    private readonly calls: CallRepository,
    private readonly course: CallCourse,
    private readonly queue: CallQueue,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(CallReported, {
      name: 'calls',
      repeatable: 'A call only moves forward, so a report that is heard twice, late or out of order changes nothing.',
      handle: (news, { requestId }) => this.hear(news, requestId),
    });
  }

  private async hear(news: CallNews, requestId: string | undefined): Promise<void> {
    const { callId, leg, state, seconds, providerCallId, parentCallId } = news;
    await this.unitOfWork.run(jobContext(this.dataSource.manager, news.workspaceId, 'calls.reports', requestId), async (ctx) => {
      const call = await this.calls.find(ctx, callId);
      if (call?.senderAccountId !== news.account) return;
      const isUser = leg === 'user';
      await this.calls.name(
        ctx,
        callId,
        isUser ? { vendorCallId: providerCallId } : { vendorCallId: parentCallId, vendorLegId: providerCallId },
      );
      const isCancelled = call.cancelledAt !== null;
      const legs = { user: isUser ? state : null, contact: isUser ? null : { state, seconds }, isAll: false, isCancelled };
      // The first leg is over, and how the second one ended is not told by it.
      if (!(await this.course.follow(ctx, call, legs)) && call.endedAt === null) await this.queue.watch(ctx, callId, 0);
    });
  }
}
