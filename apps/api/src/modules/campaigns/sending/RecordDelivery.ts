import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { afterCommit, UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { changesOf, type ConsentChange, ConsentChanged } from '../../consent/ConsentEvents.js';
import { type DeliveryReport, DeliveryReported, type DeliveryReportType } from '../../providers/DeliveryEvents.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { LedgerMarks } from '../ledger/LedgerMarks.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import type { ReportedRecipient } from '../ledger/ledgerRows.js';
import { CampaignProgress } from './CampaignProgress.js';
import { DeliveryRepository } from './DeliveryRepository.js';
import { MessageLogRepository } from './MessageLogRepository.js';
import { UncertainMessages } from './UncertainMessages.js';

/** What the timeline shows, weakest first: a later, weaker report does not hide a stronger one. */
const shownOrder = ['sent', 'delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'bounced', 'complained'];

/** Brings reports about messages into the ledger and onto the timeline. Doubled, late and reordered reports change nothing twice. */
@Injectable()
export class RecordDelivery implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly ledger: LedgerReader,
    private readonly marks: LedgerMarks,
    private readonly deliveries: DeliveryRepository,
    private readonly logs: MessageLogRepository,
    private readonly uncertain: UncertainMessages,
    private readonly campaigns: CampaignRepository,
    private readonly progress: CampaignProgress,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.events.listen(DeliveryReported, {
      name: 'ledger',
      repeatable: 'Each report is stored once by its event id; a report that is there already changes nothing.',
      handle: (report, { requestId }) =>
        this.record(jobContext(this.dataSource.manager, report.workspaceId, 'campaigns.delivery', requestId), report),
    });
    this.events.listen(ConsentChanged, {
      name: 'ledger',
      repeatable: 'The mark of an unsubscription is set once, and cleared any number of times with the same result.',
      handle: async (payload, { requestId }) => {
        for (const change of changesOf(payload)) await this.recordConsent(change, requestId);
      },
    });
  }

  record(ctx: WorkspaceContext, report: DeliveryReport): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const recipient = await this.ledger.findReported(ctx, report);
      if (!(await this.deliveries.record(ctx, report, recipient?.id ?? null, nowIso(this.clock))) || !recipient) return;
      await this.apply(ctx, recipient, { type: report.type, at: report.occurredAt, words: wordsOf(report) });
    });
  }

  private recordConsent(change: ConsentChange, requestId: string | undefined): Promise<void> {
    const ctx = jobContext(this.dataSource.manager, change.workspaceId, 'campaigns.consent', requestId);
    const { recipientId } = change;
    if (recipientId === null) return Promise.resolve();
    return this.unitOfWork.run(ctx, async (ctx) => {
      const recipient = await this.ledger.findById(ctx, recipientId);
      if (!recipient) return;
      if (change.event === 'resubscribed') return this.marks.clearUnsubscribed(ctx, recipientId, nowIso(this.clock));
      if (change.event !== 'unsubscribed') return;
      const report: DeliveryReport = {
        workspaceId: change.workspaceId,
        provider: 'consent',
        account: change.workspaceId,
        eventId: change.consentEventId,
        type: 'unsubscribed',
        messageId: recipient.messageId ?? '',
        address: null,
        occurredAt: change.at,
        detail: { source: change.source },
      };
      if (await this.deliveries.record(ctx, report, recipientId, nowIso(this.clock)))
        await this.apply(ctx, recipient, { type: 'unsubscribed', at: change.at, words: null });
    });
  }

  private async apply(
    ctx: WorkspaceContext,
    recipient: ReportedRecipient,
    told: { type: DeliveryReportType; at: string; words: string | null },
  ): Promise<void> {
    // The report overtook our own record of the acceptance, or answers an open question: the message was sent.
    if ((recipient.state === 'handed' || recipient.state === 'uncertain') && recipient.attemptId) {
      await this.uncertain.settleAs(ctx, { id: recipient.id, attemptId: recipient.attemptId }, 'sent');
    }
    await this.marks.mark(ctx, recipient.id, told, nowIso(this.clock));
    await this.showOnTimeline(ctx, recipient.id, told.type, told.at);
    const campaign = await this.campaigns.find(ctx, recipient.campaignId);
    if (campaign) afterCommit(ctx.manager, () => this.progress.touch(ctx.workspaceId, campaign.id, campaign.status));
  }

  private async showOnTimeline(ctx: WorkspaceContext, id: string, type: DeliveryReportType, at: string): Promise<void> {
    const entry = await this.logs.findContent(ctx, id);
    if (!entry) return;
    const content = JSON.parse(entry.content) as Record<string, unknown>;
    const known = entry.status ?? 'sent';
    const status = shownOrder.indexOf(type) > shownOrder.indexOf(known) ? type : known;
    const opened = type === 'opened' ? { opened_at: content['opened_at'] ?? at } : {};
    await this.logs.update(ctx, id, { ...content, ...opened, status }, status);
  }
}

/** The words of a bounce, where the provider tells them. */
function wordsOf({ detail }: DeliveryReport): string | null {
  const words = detail['response'];
  return typeof words === 'string' ? words : null;
}
