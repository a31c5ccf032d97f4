import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { DECIDE_JOB, SendQueue } from '../sending/SendQueue.js';
import type { SamplePlan } from './AbTest.js';
import { AbTestDecisions } from './AbTestDecisions.js';
import { DecisionRepository } from './DecisionRepository.js';
import { HeldRecipients, STEP } from './HeldRecipients.js';
import { VariantReport } from './VariantReport.js';

/** The wait is over: it is decided which variant the rest gets, and the rest is let go. More than six dependencies: it decides, asks and sends. */
@JobHandlerProvider()
export class DecideVariantJob implements JobHandler<{ campaignId: string }> {
  readonly name = DECIDE_JOB;
  readonly repeatable = 'The decision is one row that is written once, and only those who still wait for it are let go.';

  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly decisions: DecisionRepository,
    private readonly acts: AbTestDecisions,
    private readonly report: VariantReport,
    private readonly held: HeldRecipients,
    private readonly queue: SendQueue,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  async handle({ campaignId }: { campaignId: string }, job: JobRun): Promise<void> {
    const campaign = await this.campaigns.findAnywhere(job.ctx, campaignId);
    if (!campaign?.abTest?.sample || (campaign.status !== 'sending' && campaign.status !== 'paused')) return;
    const ctx = jobContext(job.ctx.manager, campaign.workspaceId, this.name, job.requestId);
    const decision = await this.decisions.find(ctx, campaignId);
    if (decision) return this.letGo(ctx, campaign, decision.variantId, job.signal);
    // Paused: it is decided when it goes on.
    if (campaign.status === 'sending') await this.decide(ctx, campaign, campaign.abTest.sample);
  }

  private async decide(ctx: WorkspaceContext, campaign: Campaign, plan: SamplePlan): Promise<void> {
    const { id, workspaceId, abTest, abState } = campaign;
    if (abState.decidesAt === null || abState.askedAt !== null) return;
    // The clock was set back after the job became due: it waits for its moment again.
    if (new Date(abState.decidesAt) > this.clock.now()) return this.queue.enqueueDecision(ctx, id, new Date(abState.decidesAt));
    const { verdict, figures } = await this.report.judge(ctx, campaign);
    const by = { figures, confidence: verdict.confidence };
    if (verdict.isWinner) await this.acts.decide(ctx, campaign, verdict.leaderId, 'winner', by);
    else if (plan.otherwise === 'control') await this.acts.decide(ctx, campaign, abTest?.variants[0]?.id ?? '', 'control', by);
    else if (await this.campaigns.noteTest(ctx, id, { askedAt: nowIso(this.clock) }))
      this.live.publish(workspaceId, { type: 'campaign.changed', id, status: 'sending' });
  }

  private async letGo(ctx: WorkspaceContext, campaign: Campaign, variantId: string, signal: AbortSignal): Promise<void> {
    const { id, status } = campaign;
    let released = 0;
    do {
      if (signal.aborted) return this.queue.enqueueDecision(ctx, id);
      const isFirst = released === 0;
      released = await this.held.release(ctx, campaign, variantId);
      // Sending begins with the first of them.
      if (released > 0 && isFirst && status === 'sending') await this.queue.enqueueLanes(ctx, id);
    } while (released === STEP);
    // Also when there was nobody left to let go: the process may have ended between that and the jobs that send to them.
    if (status === 'sending') await this.queue.enqueueLanes(ctx, id);
  }
}
