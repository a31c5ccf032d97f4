import { Injectable, type OnModuleInit } from '@nestjs/common';
import { readEmail } from '@rapport/common';
import type { ProviderSuppression } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type ListOrigin, ProviderLists } from '../providers/public.js';
import { ConsentRepository } from './ConsentRepository.js';
import { ConsentService } from './ConsentService.js';
import { ErasedAddressService } from './ErasedAddressService.js';

/**
 * What a provider's own lists say stops mail here as well. Left out are people who were erased, whose addresses are not kept again, and
 * reasons that were lifted here after the provider noted them: who came back stays.
 */
@Injectable()
export class ProviderListListener implements OnModuleInit {
  constructor(
    private readonly lists: ProviderLists,
    private readonly consent: ConsentService,
    private readonly records: ConsentRepository,
    private readonly erased: ErasedAddressService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.lists.register((ctx, origin, page) => this.unitOfWork.run(ctx, (ctx) => this.take(ctx, origin, page)));
  }

  private async take(ctx: WorkspaceContext, { provider, accountId }: ListOrigin, page: readonly ProviderSuppression[]): Promise<number> {
    const told = page.flatMap((item) => {
      const read = readEmail(item.address);
      return 'email' in read ? [{ ...item, addressKey: read.email.key }] : [];
    });
    const keys = told.map(({ addressKey }) => addressKey);
    const erased = await this.erased.among(ctx, 'email', keys);
    const lifted = await this.records.listLifted(ctx, 'email', keys);
    const holding = told.filter(({ addressKey, reason, since }) => {
      const at = lifted.get(addressKey)?.[reason];
      return !erased.has(addressKey) && (at === undefined || (since !== null && since > at));
    });
    return this.consent.suppressMany(
      ctx,
      'email',
      holding.map(({ addressKey, reason, since, detail }) => ({
        ...{ addressKey, reason, source: 'providerList', contactId: null },
        proof: { provider, account: accountId, listedSince: since, detail },
      })),
    );
  }
}
