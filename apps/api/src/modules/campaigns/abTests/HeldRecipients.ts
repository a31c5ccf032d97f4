import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { dueBy, LedgerWriter } from '../ledger/LedgerWriter.js';
import { RecipientClocks } from '../zones/RecipientClocks.js';

/** Recipients let go at once. */
export const STEP = 2_000;

/** Who waits for the decision of a test, until they are let go: at once, or each at their moment where their time zones count. */
@Injectable()
export class HeldRecipients {
  constructor(
    private readonly reader: LedgerReader,
    private readonly ledger: LedgerWriter,
    private readonly clocks: RecipientClocks,
    private readonly clock: Clock,
  ) {}

  /** The next of them, at most `STEP`. Answers how many. */
  async release(ctx: WorkspaceContext, campaign: Campaign, variantId: string): Promise<number> {
    const now = nowIso(this.clock);
    const { id } = campaign;
    if (!this.clocks.areCounted(campaign)) return this.ledger.releaseHeld(ctx, id, variantId, { which: STEP, dueAt: now, now });
    const held = await this.reader.listHeld(ctx, id, STEP);
    const contactIds = held.map(({ contactId }) => contactId);
    const dueAt = dueBy(await this.clocks.momentsOf(ctx, campaign, contactIds), now);
    const moments = new Map<string, string[]>();
    for (const row of held) {
      const due = dueAt(row.contactId);
      const ids = moments.get(due);
      if (ids) ids.push(row.id);
      else moments.set(due, [row.id]);
    }
    let released = 0;
    for (const [due, ids] of moments) released += await this.ledger.releaseHeld(ctx, id, variantId, { which: ids, dueAt: due, now });
    return released;
  }
}
