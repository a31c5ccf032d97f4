import { readInbound } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { bounceMime } from './labAnswers.js';
import { LabInboundService } from './LabInboundService.js';
import { LAB_LATER_JOB, type LabLater } from './labLater.js';
import { LabNews } from './LabNews.js';
import { LabReports } from './LabReports.js';
import type { LabEventRow, LabMessageRow } from './MailLabRepository.js';
import { MailLabService } from './MailLabService.js';

const WORDS = {
  email: { softBounce: '452 4.2.2 The mailbox is full', hardBounce: '550 5.1.1 The mailbox does not exist' },
  text: { softBounce: '30003 The phone cannot be reached', hardBounce: '30005 This number does not exist' },
} as const;

/** What a fault of the mail lab brings some seconds after a message was accepted: the way mailboxes and webhooks tell it. */
@JobHandlerProvider()
export class LabLaterJob implements JobHandler<LabLater> {
  readonly name = LAB_LATER_JOB;
  readonly repeatable =
    'What it tells is noted beside the message in the same transaction, and reports keep their ids; what was told is told once.';

  constructor(
    private readonly mailLab: MailLabService,
    private readonly inbound: LabInboundService,
    private readonly reports: LabReports,
    private readonly unitOfWork: UnitOfWork,
    private readonly news: LabNews,
    private readonly clock: Clock,
  ) {}

  async handle({ workspaceId, labMessageId, eventId, fault }: LabLater, { ctx: run, requestId }: JobRun): Promise<void> {
    const ctx = jobContext(run.manager, workspaceId, this.name, requestId);
    const message = await this.mailLab.find(ctx, labMessageId);
    if (!message || (await this.mailLab.hasEvent(ctx, labMessageId, eventId))) return;
    const at = nowIso(this.clock);
    if (fault === 'doubledReports') await this.reportTwice(ctx, message, { id: eventId, type: 'opened', detail: null, at });
    else {
      const words = `${WORDS[message.channel][fault]} (simulated by the mail lab)`;
      await this.bounce(ctx, message, { id: eventId, type: 'bounced', detail: words, at }, fault === 'hardBounce');
    }
    this.news.changed(workspaceId);
  }

  /** As an unruly provider does: the last first, and each twice with the same id. */
  private reportTwice(ctx: WorkspaceContext, message: LabMessageRow, event: LabEventRow): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (message.channel === 'email') await this.mailLab.addEvent(ctx, message.id, event, { isSeen: false });
      const delivered = { ...event, id: `${event.id}:delivered`, type: 'delivered' as const, at: message.receivedAt };
      const opened = { ...event, type: 'opened' as const };
      for (const report of message.channel === 'text' ? [delivered] : [opened, delivered])
        for (let times = 0; times < 2; times += 1) await this.reports.report(ctx, message, report);
    });
  }

  private async bounce(ctx: WorkspaceContext, message: LabMessageRow, event: LabEventRow, isHard: boolean): Promise<void> {
    const raw = bounceMime(message, event.detail ?? '', isHard);
    const mail = message.channel === 'email' ? await readInbound(raw) : null;
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.mailLab.addEvent(ctx, message.id, event, { isSeen: false });
      if (mail) await this.inbound.take(ctx, { mail, raw, receivedAt: event.at });
      else await this.reports.report(ctx, message, { ...event, type: 'bounced' }, !isHard);
    });
  }
}
