import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { Page, PageQuery } from '../../../platform/http/Page.js';
import { CampaignPresenter } from '../CampaignPresenter.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { describeDate } from '../campaignSchedule.js';
import { CampaignService } from '../CampaignService.js';
import { OccurrenceRepository } from './OccurrenceRepository.js';
import type { SeriesDateDto } from './SeriesDtos.js';

/** The dates of a series that have passed, with the figures of what was made for them. */
@Injectable()
export class SeriesHistory {
  constructor(
    private readonly service: CampaignService,
    private readonly campaigns: CampaignRepository,
    private readonly presenter: CampaignPresenter,
    private readonly occurrences: OccurrenceRepository,
  ) {}

  async list(ctx: WorkspaceContext, id: string, query: PageQuery): Promise<Page<SeriesDateDto>> {
    const { schedule } = await this.service.require(ctx, id);
    const zone = schedule.kind === 'now' ? 'UTC' : schedule.timeZone;
    const page = await this.occurrences.list(ctx, id, query);
    const ids = page.items.flatMap(({ campaignId }) => campaignId ?? []);
    const summaries = await this.presenter.presentAll(ctx, ids.length > 0 ? await this.campaigns.listByIds(ctx, ids) : []);
    const items = page.items.map(({ occursAt, state, reason, campaignId }) => ({
      occursAt,
      text: describeDate(new Date(occursAt), zone),
      state,
      reason,
      campaign: summaries.find((summary) => summary.id === campaignId) ?? null,
    }));
    return { items, nextCursor: page.nextCursor };
  }
}
