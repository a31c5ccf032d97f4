import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { DeliveryReportType } from '../../providers/DeliveryEvents.js';
import { reportedMessageJson } from '../../timeline/public.js';
import { MessageLogRepository } from './MessageLogRepository.js';

/** What the timeline shows, weakest first: a later, weaker report does not hide a stronger one. */
const shownOrder = ['sent', 'delivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'bounced', 'complained'];

/** The state of a message on the timeline of its contact. Inside a unit of work. */
@Injectable()
export class MessageEntries {
  constructor(private readonly logs: MessageLogRepository) {}

  /** What was reported of a message that was sent. */
  async showReport(ctx: WorkspaceContext, id: string, type: DeliveryReportType, at: string): Promise<void> {
    const entry = await this.logs.findContent(ctx, id);
    if (!entry) return;
    const known = entry.status ?? 'sent';
    const status = shownOrder.indexOf(type) > shownOrder.indexOf(known) ? type : known;
    const content = reportedMessageJson(entry.type, entry.content, { status, openedAt: type === 'opened' ? at : null });
    await this.logs.update(ctx, id, content, status);
  }

  /** How far a message is that a person wrote, with the reason when it was not sent. */
  async showState(ctx: WorkspaceContext, id: string, status: string, reason: string | null): Promise<void> {
    const entry = await this.logs.findContent(ctx, id);
    if (entry) await this.logs.update(ctx, id, reportedMessageJson(entry.type, entry.content, { status, openedAt: null, reason }), status);
  }
}
