import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { Page, PageQuery } from '../../../platform/http/Page.js';
import { variantOf } from '../abTests/AbTest.js';
import type { DecisionReason } from '../abTests/AbTestDtos.js';
import { DecisionRepository } from '../abTests/DecisionRepository.js';
import { CampaignPresenter } from '../CampaignPresenter.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignService } from '../CampaignService.js';
import { describeOccurrence } from '../zones/zonedSchedule.js';
import { OccurrenceRepository } from './OccurrenceRepository.js';
import type { SeriesDateDto, SeriesWinnerDto } from './SeriesDtos.js';

/** The dates of a series that have passed, with the figures of what was made for them. */
@Injectable()
export class SeriesHistory {
  constructor(
    private readonly service: CampaignService,
    private readonly campaigns: CampaignRepository,
    private readonly presenter: CampaignPresenter,
    private readonly occurrences: OccurrenceRepository,
    private readonly decisions: DecisionRepository,
  ) {}

  async list(ctx: WorkspaceContext, id: string, query: PageQuery): Promise<Page<SeriesDateDto>> {
    const { schedule } = await this.service.require(ctx, id);
    const page = await this.occurrences.list(ctx, id, query);
    const ids = page.items.flatMap(({ campaignId }) => campaignId ?? []);
    const made = ids.length > 0 ? await this.campaigns.listByIds(ctx, ids) : [];
    const summaries = await this.presenter.presentAll(ctx, made);
    const winners = await this.winnersOf(ctx, made);
    const items = page.items.map(({ occursAt, state, reason, campaignId }) => ({
      occursAt,
      text: describeOccurrence(schedule, new Date(occursAt)),
      state,
      reason,
      campaign: summaries.find((summary) => summary.id === campaignId) ?? null,
      winner: winners.get(campaignId ?? '') ?? null,
    }));
    return { items, nextCursor: page.nextCursor };
  }

  private async winnersOf(ctx: WorkspaceContext, made: readonly Campaign[]): Promise<Map<string, SeriesWinnerDto>> {
    const tested = made.filter(({ abTest }) => abTest?.sample).map(({ id }) => id);
    const winners = new Map<string, SeriesWinnerDto>();
    for (const { campaignId, variantId, reason } of await this.decisions.list(ctx, tested)) {
      const campaign = made.find(({ id }) => id === campaignId);
      const name = campaign && variantOf(campaign, variantId)?.name;
      if (name) winners.set(campaignId, { variantId, reason, text: `${name}${HOW[reason]}` });
    }
    return winners;
  }
}

/** Behind the name of the variant that the rest got. */
const HOW: Readonly<Record<DecisionReason, string>> = { winner: '', control: ' (no variant won)', person: ' (chosen by a person)' };
