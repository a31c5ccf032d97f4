import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { ConsentChange } from '../../consent/ConsentEvents.js';
import type { DeliveryReport } from '../../providers/DeliveryEvents.js';
import { LedgerMarks } from '../ledger/LedgerMarks.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { DeliveryRepository } from './DeliveryRepository.js';
import { MessagesOfPeople } from './MessagesOfPeople.js';
import { ReportEffects } from './ReportEffects.js';

/**
 * Which message a report is about, and whether it is news. Doubled, late and reordered reports change nothing twice.
 * More than six dependencies: what no campaign sent is told to whoever keeps it.
 */
@Injectable()
export class RecordDelivery {
  constructor(
    private readonly ledger: LedgerReader,
    private readonly marks: LedgerMarks,
    private readonly deliveries: DeliveryRepository,
    private readonly effects: ReportEffects,
    private readonly personal: MessagesOfPeople,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  record(ctx: WorkspaceContext, report: DeliveryReport): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const recipient = await this.ledger.findReported(ctx, report);
      const personal = recipient ? null : await this.personal.findReported(ctx, report);
      if (!(await this.deliveries.record(ctx, report, recipient?.id ?? personal, nowIso(this.clock)))) return;
      if (personal !== null) await this.personal.hear(ctx, personal, report);
      if (recipient) await this.effects.apply(ctx, recipient, { type: report.type, at: report.occurredAt, words: wordsOf(report) });
    });
  }

  recordConsent(ctx: WorkspaceContext, change: ConsentChange): Promise<void> {
    const { recipientId } = change;
    if (recipientId === null) return Promise.resolve();
    return this.unitOfWork.run(ctx, async (ctx) => {
      const recipient = await this.ledger.findById(ctx, recipientId);
      if (!recipient) return;
      if (change.event === 'resubscribed' || change.event === 'topicJoined')
        return this.marks.clearUnsubscribed(ctx, recipientId, nowIso(this.clock));
      if (change.event !== 'unsubscribed' && change.event !== 'topicLeft') return;
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
        await this.effects.apply(ctx, recipient, { type: 'unsubscribed', at: change.at, words: null });
    });
  }
}

/** The words of a bounce, where the provider tells them. */
function wordsOf({ detail }: DeliveryReport): string | null {
  const words = detail['response'];
  return typeof words === 'string' ? words : null;
}
