import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { ToldRow } from '../../platform/references/ContactReferences.js';
import { type ErasedPerson, PersonErasers } from '../../platform/references/PersonErasers.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { LedgerReader } from './ledger/LedgerReader.js';
import { LedgerWriter } from './ledger/LedgerWriter.js';
import { DeliveryRepository } from './sending/DeliveryRepository.js';
import { SentMessages } from './sending/SentMessages.js';

const AT_ONCE = 200;

/**
 * What campaigns keep of a person who is erased: that a message was sent, on which day, and how it ended; neither to whom nor what. More than six dependencies: it reaches into the ledger and what hangs on it.
 */
@Injectable()
export class ErasedRecipients implements OnModuleInit {
  constructor(
    private readonly erasers: PersonErasers,
    private readonly ledger: LedgerWriter,
    private readonly deliveries: DeliveryRepository,
    private readonly rows: LedgerReader,
    private readonly sent: SentMessages,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.erasers.register('campaigns', (ctx, person) => this.erase(ctx, person));
    this.erasers.registerTeller('delivery_events', (ctx, person) => this.tell(ctx, person));
  }

  private async *tell(ctx: WorkspaceContext, { contactIds }: ErasedPerson): AsyncGenerator<readonly ToldRow[]> {
    let ids = await this.rows.listOfContacts(ctx, contactIds, '', AT_ONCE);
    while (ids.length > 0) {
      yield (await this.deliveries.listOfRecipients(ctx, ids)).map((row) => ({ ...row }));
      ids = await this.rows.listOfContacts(ctx, contactIds, ids.at(-1) ?? '', AT_ONCE);
    }
  }

  private async erase(ctx: WorkspaceContext, { contactIds }: ErasedPerson): Promise<boolean> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.deliveries.erase(ctx, await this.ledger.erase(ctx, contactIds, nowIso(this.clock)));
      await this.sent.erase(ctx, contactIds);
    });
    return true;
  }
}
