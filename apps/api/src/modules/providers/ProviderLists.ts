import { Injectable } from '@nestjs/common';
import type { ProviderSuppression, SenderType } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** Whose list it is. */
export interface ListOrigin {
  readonly provider: SenderType;
  readonly accountId: string;
}

/** Answers how many addresses it stopped that were not stopped before. Told twice it changes nothing. */
export type TakeList = (ctx: WorkspaceContext, origin: ListOrigin, page: readonly ProviderSuppression[]) => Promise<number>;

/** Where the addresses that a provider mails no more are told: who keeps consent comes later in the order of modules. */
@Injectable()
export class ProviderLists {
  private takeIt: TakeList = () => Promise.resolve(0);

  /** Call it when the module starts. */
  register(take: TakeList): void {
    this.takeIt = take;
  }

  take(ctx: WorkspaceContext, origin: ListOrigin, page: readonly ProviderSuppression[]): Promise<number> {
    return this.takeIt(ctx, origin, page);
  }
}
