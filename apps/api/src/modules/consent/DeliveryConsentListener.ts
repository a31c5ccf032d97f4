import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { emailKey } from '@rapport/common';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { type DeliveryReport, DeliveryReported } from '../providers/DeliveryEvents.js';
import type { SuppressionReason } from './consentHistory.js';
import { ConsentService } from './ConsentService.js';

const REASON_OF: Partial<Record<DeliveryReport['type'], SuppressionReason>> = {
  bounced: 'bounced',
  complained: 'complained',
  unsubscribed: 'unsubscribed',
};

/** A hard bounce, a complaint or an unsubscription at the provider stops further mail to the address. */
@Injectable()
export class DeliveryConsentListener implements OnModuleInit {
  constructor(
    private readonly consent: ConsentService,
    private readonly events: DomainEvents,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(DeliveryReported, {
      name: 'consent',
      repeatable: 'An address that is suppressed for a reason stays so when the same reason is reported again.',
      handle: (report, { requestId }) => this.hear(report, requestId),
    });
  }

  private async hear(report: DeliveryReport, requestId: string | undefined): Promise<void> {
    const reason = REASON_OF[report.type];
    if (reason === undefined || report.address === null || (reason === 'bounced' && report.isAddressFine)) return;
    const { messageId, provider, eventId, occurredAt, detail } = report;
    await this.consent.suppress(jobContext(this.dataSource.manager, report.workspaceId, 'consent', requestId), reason, {
      channel: report.channel ?? 'email',
      addressKey: report.channel === 'text' ? report.address : emailKey(report.address),
      source: 'delivery',
      proof: { messageId, provider, eventId, occurredAt, detail },
    });
  }
}
