import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import type { CampaignRun } from '../sending/CampaignRun.js';
import { RecipientClocks } from './RecipientClocks.js';

/** Who of the claimed rows is in their sending hours: a message may have been due in them and have waited for its turn until they ended. */
@Injectable()
export class RecipientOpenings {
  constructor(
    private readonly clocks: RecipientClocks,
    private readonly ledger: LedgerWriter,
    private readonly clock: Clock,
  ) {}

  /** Claims until some of the rows may go out, or none are left. Those whose hours are closed are due when they open. */
  async claimOpen(
    ctx: WorkspaceContext,
    { campaign, token }: Pick<CampaignRun, 'campaign' | 'token'>,
    claim: () => Promise<ClaimedRecipient[]>,
  ): Promise<ClaimedRecipient[]> {
    for (;;) {
      const claimed = await claim();
      const closed = await this.clocks.closedFor(
        ctx,
        campaign,
        claimed.map(({ contactId }) => contactId),
      );
      for (const [dueAt, contactIds] of closed) {
        const ids = claimed.filter(({ contactId }) => contactIds.includes(contactId)).map(({ id }) => id);
        await this.ledger.putOff(ctx, token, ids, dueAt, nowIso(this.clock));
      }
      const left = new Set([...closed.values()].flat());
      const open = claimed.filter(({ contactId }) => !left.has(contactId));
      if (open.length > 0 || claimed.length === 0) return open;
    }
  }
}
