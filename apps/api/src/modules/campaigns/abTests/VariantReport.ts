import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerVariants, type VariantCounts } from '../ledger/LedgerVariants.js';
import type { WinnerRule } from './AbTest.js';
import type { DecidedBy } from './DecisionRepository.js';
import { type Verdict, verdictOf, type VariantFigures } from './winner.js';

/** What is said of a comparison where nobody asked for a winner. */
const USUAL = { rule: 'opens', confidence: 95 } as const satisfies { rule: WinnerRule; confidence: number };

interface Judged {
  readonly verdict: Verdict;
  readonly figures: readonly VariantFigures[];
}

/** The variants of a campaign in figures: what they are judged by. Only those of the test are compared; the rest got one of them later. */
@Injectable()
export class VariantReport {
  constructor(private readonly ledger: LedgerVariants) {}

  count(ctx: WorkspaceContext, campaignId: string): Promise<VariantCounts[]> {
    return this.ledger.count(ctx, campaignId);
  }

  async judge(ctx: WorkspaceContext, campaign: Campaign): Promise<Judged> {
    return judged(campaign, await this.ledger.count(ctx, campaign.id));
  }

  async knownNow(ctx: WorkspaceContext, campaign: Campaign): Promise<DecidedBy> {
    const { verdict, figures } = await this.judge(ctx, campaign);
    return { figures, confidence: verdict.confidence };
  }
}

export function judged({ abTest }: Campaign, counts: readonly VariantCounts[]): Judged {
  const figures = (abTest?.variants ?? []).map(({ id }) => figuresOf(id, counts));
  return { figures, verdict: verdictOf(abTest?.sample ?? USUAL, figures) };
}

function figuresOf(variantId: string, counts: readonly VariantCounts[]): VariantFigures {
  const own = counts.find((count) => count.variantId === variantId && count.round === 'test');
  const { sent = 0, opened = 0, clicked = 0, replied = 0, unsubscribed = 0, complained = 0, bounced = 0 } = own ?? {};
  return { variantId, sent, opened, clicked, replied, unsubscribed, complained, bounced };
}
