import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { countSendable } from '../approvals/audienceCounts.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { dueBy, LedgerWriter, type Moments } from '../ledger/LedgerWriter.js';
import { SendQueue } from '../sending/SendQueue.js';
import { DecisionRepository } from './DecisionRepository.js';
import { deal } from './split.js';

const MINUTE_MS = 60_000;

/** Who of an audience is in the test; inside the transaction that writes them into the ledger. */
@Injectable()
export class AudienceSplit {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly audiences: AudienceRepository,
    private readonly ledger: LedgerWriter,
  ) {}

  /** Asked once, before the first page: how many people a part of the audience is a part of. Null: nobody needs to know. */
  async expected(ctx: WorkspaceContext, { abTest, audience, expandCursor }: Campaign): Promise<number | null> {
    if (!abTest || expandCursor !== null) return null;
    return countSendable(await this.audiences.countByReason(ctx, audience));
  }

  /** @param momentOf when whoever is in the test gets it, if not at once; the rest gets its moments with the decision */
  async write(
    ctx: WorkspaceContext,
    campaign: Campaign,
    planned: readonly string[],
    { expected, momentOf, now }: { readonly expected: number | null; readonly momentOf: Moments | null; readonly now: string },
  ): Promise<void> {
    const { id, abTest, abState } = campaign;
    if (!abTest) return;
    if (expected !== null) await this.campaigns.beginTest(ctx, id, expected);
    const state = expected === null ? abState : { expected, dealt: 0 };
    await this.ledger.assign(ctx, id, deal(id, abTest, state, planned), dueBy(momentOf, now));
    await this.campaigns.addDealt(ctx, id, planned.length);
  }
}

/** What a test needs next: its wait begins, its end is planned, or those who waited are let go. */
@Injectable()
export class AbTestCourse {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly ledger: LedgerReader,
    private readonly decisions: DecisionRepository,
    private readonly queue: SendQueue,
    private readonly clock: Clock,
  ) {}

  /** Asked whenever a lane has nothing to do. Repeating it changes nothing. */
  async goOn(ctx: WorkspaceContext, { id, abTest, abState, expandedAt }: Campaign): Promise<void> {
    if (!abTest?.sample || expandedAt === null) return;
    const { isHeld, isSampling } = await this.ledger.standOfTest(ctx, id);
    if (!isHeld) return;
    if (await this.decisions.find(ctx, id)) return this.queue.enqueueDecision(ctx, id);
    if (abState.decidesAt !== null)
      return abState.askedAt === null ? this.queue.enqueueDecision(ctx, id, new Date(abState.decidesAt)) : undefined;
    if (isSampling) return;
    const decidesAt = new Date(this.clock.now().getTime() + abTest.sample.waitMinutes * MINUTE_MS);
    if (await this.campaigns.noteTest(ctx, id, { decidesAt: decidesAt.toISOString() }))
      await this.queue.enqueueDecision(ctx, id, decidesAt);
  }
}
