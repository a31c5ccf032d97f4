import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { DomainEvents } from '../../../platform/events/DomainEvents.js';
import { changesOf, ConsentChanged } from '../../consent/ConsentEvents.js';
import { DeliveryReported } from '../../providers/DeliveryEvents.js';
import { RecordDelivery } from './RecordDelivery.js';

/** Brings reports of providers and consent changes into the ledger and onto the timeline. */
@Injectable()
export class DeliveryListener implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly deliveries: RecordDelivery,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(DeliveryReported, {
      name: 'ledger',
      repeatable: 'Each report is stored once by its event id; a report that is there already changes nothing.',
      handle: (report, { requestId }) =>
        this.deliveries.record(this.contextOf(report.workspaceId, 'campaigns.delivery', requestId), report),
    });
    this.events.listen(ConsentChanged, {
      name: 'ledger',
      repeatable: 'The mark of an unsubscription is set once, and cleared any number of times with the same result.',
      handle: async (payload, { requestId }) => {
        for (const change of changesOf(payload))
          await this.deliveries.recordConsent(this.contextOf(change.workspaceId, 'campaigns.consent', requestId), change);
      },
    });
  }

  private contextOf(workspaceId: string, name: string, requestId: string | undefined): WorkspaceContext {
    return jobContext(this.dataSource.manager, workspaceId, name, requestId);
  }
}
