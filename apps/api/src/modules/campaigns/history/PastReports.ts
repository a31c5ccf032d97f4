import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { emailKey } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { ConsentService } from '../../consent/ConsentService.js';
import { RecordDelivery } from '../sending/RecordDelivery.js';
import type { PastRecipient, PastReport } from './PastCampaign.js';

const PROVIDER = 'replay';
/** Requests get a turn after so many. */
const TOGETHER = 100;

export interface ReportedRecipient extends PastReport {
  readonly recipient: PastRecipient;
}

/** What recipients did, told to the ledger, the timeline and the consent records in the order in which it happened. */
@Injectable()
export class PastReports {
  constructor(
    private readonly deliveries: RecordDelivery,
    private readonly consent: ConsentService,
    private readonly clock: Clock,
  ) {}

  async tell(ctx: WorkspaceContext, reports: readonly ReportedRecipient[]): Promise<void> {
    const present = this.clock.present();
    const due = reports.filter(({ at }) => at <= present).sort((one, other) => one.at.getTime() - other.at.getTime());
    for (const [place, report] of due.entries()) {
      if (place % TOGETHER === TOGETHER - 1) await nextTurn();
      await this.clock.at(report.at, () => this.tellOne(ctx, report));
    }
  }

  private async tellOne(ctx: WorkspaceContext, { type, at, detail = {}, recipient }: ReportedRecipient): Promise<void> {
    const addressKey = emailKey(recipient.address);
    const eventId = `${recipient.id}:${type}`;
    const occurredAt = at.toISOString();
    // As a click on the link in the message: the consent records tell the ledger.
    if (type === 'unsubscribed') {
      const { id: recipientId, contactId } = recipient;
      await this.consent.suppress(ctx, type, { channel: 'email', addressKey, source: 'unsubscribeLink', contactId, recipientId });
      return;
    }
    const { address, messageId } = recipient;
    const report = {
      workspaceId: ctx.workspaceId,
      provider: PROVIDER,
      account: ctx.workspaceId,
      eventId,
      type,
      messageId,
      address,
      occurredAt,
      detail,
    };
    await this.deliveries.record(ctx, report);
    if (type !== 'bounced' && type !== 'complained') return;
    const proof = { messageId, provider: PROVIDER, eventId, occurredAt, detail };
    await this.consent.suppress(ctx, type, { channel: 'email', addressKey, source: 'delivery', proof });
  }
}
