import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { Move } from '../../../platform/references/ContactReferences.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { LedgerReader } from './LedgerReader.js';
import { LedgerWriter } from './LedgerWriter.js';

/**
 * Contacts that are merged while a campaign is on its way: where the message went to one of them, or may have, the other row is the same
 * person and gets none. Undoing the merge sends nothing later.
 */
@Injectable()
export class MergedRecipients {
  constructor(
    private readonly reader: LedgerReader,
    private readonly ledger: LedgerWriter,
    private readonly clock: Clock,
  ) {}

  async settle(ctx: WorkspaceContext, { from, to }: Move): Promise<void> {
    await this.ledger.skip(ctx, await this.reader.listServedAs(ctx, to, from), 'merged', nowIso(this.clock));
  }
}
