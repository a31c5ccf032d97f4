import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { emailKey } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { ConsentService } from '../../consent/ConsentService.js';
import { RecordDelivery } from '../sending/RecordDelivery.js';
import type { PastRecipient, PastReport } from './PastCampaign.js';

const PROVIDER = 'replay';
/** Recipients whose reports are told side by side; requests get a turn after them. */
const TOGETHER = 25;

export interface ReportedRecipient extends PastReport {
  readonly recipient: PastRecipient;
}

/**
 * What recipients did, told to the ledger, the timeline and the consent records: of each in the order in which it happened. What one did
 * says nothing about another, so PostgreSQL need not wait between them.
 */
@Injectable()
export class ReportReplay {
  constructor(
    private readonly deliveries: RecordDelivery,
    private readonly consent: ConsentService,
    private readonly clock: Clock,
  ) {}

  async tell(ctx: WorkspaceContext, reports: readonly ReportedRecipient[]): Promise<void> {
    const present = this.clock.present();
    const due = reports.filter(({ at }) => at <= present).sort((one, other) => one.at.getTime() - other.at.getTime());
    const ofEach = new Map<string, ReportedRecipient[]>();
    for (const report of due) {
      const known = ofEach.get(report.recipient.id);
      if (known) known.push(report);
      else ofEach.set(report.recipient.id, [report]);
    }
    const all = [...ofEach.values()];
    for (let first = 0; first < all.length; first += TOGETHER) {
      await Promise.all(all.slice(first, first + TOGETHER).map((own) => this.tellAll(ctx, own)));
      await nextTurn();
    }
  }

  private async tellAll(ctx: WorkspaceContext, reports: readonly ReportedRecipient[]): Promise<void> {
    for (const report of reports) await this.clock.at(report.at, () => this.tellOne(ctx, report));
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
