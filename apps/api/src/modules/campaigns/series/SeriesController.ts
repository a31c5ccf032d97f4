import { Body, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { type Page, PageQuery } from '../../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsPage, WorkspaceController } from '../../../platform/http/routes.js';
import { CampaignDto } from '../CampaignDtos.js';
import { CampaignSendingService } from '../CampaignSendingService.js';
import { SeriesDateDto, SkipDateDto } from './SeriesDtos.js';
import { SeriesHistory } from './SeriesHistory.js';

/** The dates of recurring campaigns. */
@WorkspaceController('campaigns')
export class SeriesController {
  constructor(
    private readonly history: SeriesHistory,
    private readonly sending: CampaignSendingService,
  ) {}

  @Get(':id/dates')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @ReturnsPage(SeriesDateDto)
  listSeriesDates(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<SeriesDateDto>> {
    return this.history.list(ctx, id, query);
  }

  /** The next date is left out; the one after it stays. */
  @Post(':id/skip-date')
  @Allow('approver')
  @NeedsScope('campaigns:send')
  @Returns(CampaignDto)
  skipSeriesDate(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: SkipDateDto): Promise<CampaignDto> {
    return this.sending.skipDate(ctx, id, input.occursAt);
  }
}
