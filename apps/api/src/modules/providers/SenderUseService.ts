import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** What depends on accounts. */
export interface SenderUse {
  /** By account, how many campaigns are on their way through it, paused ones among them. */
  count(ctx: WorkspaceContext): Promise<ReadonlyMap<string, number>>;
  /** What waits for the account looks again whether it may go on. */
  wake(ctx: WorkspaceContext, accountId: string): Promise<void>;
}

/** Where what sends is plugged in: it comes later in the order of modules and registers itself at boot. */
@Injectable()
export class SenderUseService {
  private use: SenderUse = { count: () => Promise.resolve(new Map()), wake: () => Promise.resolve() };

  register(use: SenderUse): void {
    this.use = use;
  }

  count(ctx: WorkspaceContext): Promise<ReadonlyMap<string, number>> {
    return this.use.count(ctx);
  }

  wake(ctx: WorkspaceContext, accountId: string): Promise<void> {
    return this.use.wake(ctx, accountId);
  }
}
