import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { UserService } from '../users/UserService.js';
import { asVariant, type Variant } from './abTests/AbTest.js';
import { AbTestDecisions } from './abTests/AbTestDecisions.js';
import type { AbPhase, AbResultDto, DecisionDto, MeasuredDto, VariantResultDto } from './abTests/AbTestDtos.js';
import { type Decision, DecisionRepository } from './abTests/DecisionRepository.js';
import { differenceInterval, type Proportion, shareInterval } from './abTests/proportions.js';
import { judged, VariantReport } from './abTests/VariantReport.js';
import { decisionWords, verdictWords } from './abTests/verdictWords.js';
import type { VariantFigures } from './abTests/winner.js';
import { CampaignContent } from './CampaignContent.js';
import type { Campaign } from './CampaignRow.js';
import { CampaignService } from './CampaignService.js';
import type { VariantCounts } from './ledger/LedgerVariants.js';
import { LedgerFigures } from './ledger/LedgerFigures.js';

/** An A/B test as people see it. More than six dependencies: each tells one part of it. */
@Injectable()
export class VariantService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly content: CampaignContent,
    private readonly report: VariantReport,
    private readonly decisions: DecisionRepository,
    private readonly acts: AbTestDecisions,
    private readonly figures: LedgerFigures,
    private readonly users: UserService,
  ) {}

  async get(ctx: WorkspaceContext, id: string): Promise<AbResultDto> {
    const campaign = await this.campaigns.require(ctx, id);
    if (!campaign.abTest) return { phase: 'none', decidesAt: null, waiting: 0, decision: null, verdict: null, variants: [] };
    const counts = await this.report.count(ctx, id);
    const decision = await this.decisions.find(ctx, id);
    const { planned } = campaign.startedAt === null ? { planned: 0 } : await this.figures.countOne(ctx, id);
    const { figures, verdict } = judged(campaign, counts);
    const isSent = figures.some(({ sent }) => sent > 0);
    return {
      phase: phaseOf(campaign, decision),
      decidesAt: campaign.abState.decidesAt,
      waiting: campaign.abTest?.sample && decision === null ? planned : 0,
      decision: decision && (await this.presentDecision(ctx, campaign, decision)),
      verdict: isSent
        ? { leaderId: verdict.leaderId, confidence: verdict.confidence, text: verdictWords(campaign, figures, verdict) }
        : null,
      variants: await this.presentVariants(ctx, campaign, figures, counts),
    };
  }

  async choose(ctx: WorkspaceContext, id: string, variantId: string): Promise<AbResultDto> {
    await this.acts.choose(ctx, await this.requireTested(ctx, id), variantId);
    return this.get(ctx, id);
  }

  private async requireTested(ctx: WorkspaceContext, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.require(ctx, id);
    if (!campaign.abTest) throw new AppError('abTest.none', 404, 'This campaign has no variants.');
    return campaign;
  }

  private async presentDecision(ctx: WorkspaceContext, campaign: Campaign, decision: Decision): Promise<DecisionDto> {
    const { variantId, reason, decidedAt, decidedBy } = decision;
    const name = decidedBy === null ? null : ((await this.users.namesOf(ctx, [decidedBy])).get(decidedBy) ?? null);
    return { variantId, reason, decidedAt, text: decisionWords(campaign, decision, name) };
  }

  private async presentVariants(
    ctx: WorkspaceContext,
    campaign: Campaign,
    figures: readonly VariantFigures[],
    counts: readonly VariantCounts[],
  ): Promise<VariantResultDto[]> {
    const results: VariantResultDto[] = [];
    for (const [index, variant] of (campaign.abTest?.variants ?? []).entries()) {
      const own = figures[index];
      const first = figures[0];
      if (own && first)
        results.push({
          ...(await this.saidBy(ctx, campaign, variant)),
          ...peopleOf(variant, counts),
          ...measured(own, index > 0 ? first : null),
        });
    }
    return results;
  }

  private async saidBy(
    ctx: WorkspaceContext,
    campaign: Campaign,
    variant: Variant,
  ): Promise<Pick<VariantResultDto, 'id' | 'name' | 'subject' | 'fromName' | 'template'>> {
    const { id, name, subject, fromName, templateId } = variant;
    const version = templateId === null ? null : await this.content.find(ctx, asVariant(campaign, variant));
    return { id, name, subject, fromName, template: version && `${version.name}, version ${version.version}` };
  }
}

function phaseOf({ abTest, abState, status, finishedAt }: Campaign, decision: Decision | null): AbPhase {
  if (status === 'sent' || status === 'cancelled' || finishedAt !== null) return 'done';
  if (decision) return 'rest';
  if (!abTest?.sample || abState.decidesAt === null) return 'test';
  return abState.askedAt === null ? 'waiting' : 'asking';
}

function peopleOf({ id }: Variant, counts: readonly VariantCounts[]): Pick<VariantResultDto, 'recipients' | 'rest'> {
  const inRound = (round: string): number => counts.find((count) => count.variantId === id && count.round === round)?.recipients ?? 0;
  return { recipients: inRound('test'), rest: inRound('rest') };
}

function measured(
  own: VariantFigures,
  first: VariantFigures | null,
): Pick<VariantResultDto, 'sent' | 'opened' | 'clicked' | 'replied' | 'unsubscribed' | 'bounced'> {
  const of = (count: (figures: VariantFigures) => Proportion): MeasuredDto => compare(count(own), first && count(first));
  return {
    sent: own.sent,
    opened: of(({ opened, sent }) => ({ count: opened, of: sent })),
    clicked: of(({ clicked, sent }) => ({ count: clicked, of: sent })),
    replied: of(({ replied, sent }) => ({ count: replied, of: sent })),
    unsubscribed: of(({ unsubscribed, sent }) => ({ count: unsubscribed, of: sent })),
    bounced: of(({ bounced, sent }) => ({ count: bounced, of: sent + bounced })),
  };
}

function compare(own: Proportion, first: Proportion | null): MeasuredDto {
  const { count, of } = own;
  const interval = shareInterval(own);
  const difference = first && differenceInterval(own, first);
  return {
    count,
    of,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    difference: difference && first ? count / of - first.count / first.of : null,
    differenceLow: difference?.low ?? null,
    differenceHigh: difference?.high ?? null,
  };
}
