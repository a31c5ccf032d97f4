import { Body, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import {
  Allow,
  NeedsScope,
  Refuses,
  Returns,
  ReturnsList,
  ReturnsNothing,
  ReturnsPage,
  WorkspaceController,
} from '../../platform/http/routes.js';
import {
  ContactInsightDto,
  DecideInsightDto,
  InsightDigestDto,
  InsightDto,
  InsightRowDto,
  InsightStateDto,
  InsightSummaryDto,
  ListInsightsQuery,
} from './InsightDtos.js';
import { InsightDecisions } from './InsightDecisions.js';
import { InsightDigests } from './InsightDigests.js';
import { InsightService } from './InsightService.js';
import { InsightsOfContact } from './InsightsOfContact.js';

/** What is unusual in the figures, found by statistics every night. */
@WorkspaceController('insights')
export class InsightController {
  constructor(
    private readonly insights: InsightService,
    private readonly decisions: InsightDecisions,
    private readonly digests: InsightDigests,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ReturnsPage(InsightSummaryDto)
  listInsights(@Ctx() ctx: WorkspaceContext, @Query() query: ListInsightsQuery): Promise<Page<InsightSummaryDto>> {
    return this.insights.list(ctx, query);
  }

  @Get('state')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(InsightStateDto)
  getInsightState(@Ctx() ctx: WorkspaceContext): Promise<InsightStateDto> {
    return this.insights.state(ctx);
  }

  /** The weekly mail about insights as you would get it now, whether you have chosen it or not. */
  @Get('digest')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(InsightDigestDto)
  previewInsightDigest(@Ctx() ctx: WorkspaceContext): Promise<InsightDigestDto> {
    return this.digests.preview(ctx);
  }

  /** Looks through the figures now rather than at night. */
  @Post('check')
  @Allow('author')
  @NeedsScope('workspace:write')
  @ReturnsNothing(202)
  checkInsights(@Ctx() ctx: WorkspaceContext): Promise<void> {
    return this.insights.check(ctx);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(InsightDto)
  getInsight(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<InsightDto> {
    return this.insights.get(ctx, id);
  }

  /** The first hundred rows that it was made of, as they are now. */
  @Get(':id/rows')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(InsightRowDto)
  listInsightRows(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<InsightRowDto[]> {
    return this.insights.rows(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('workspace:write')
  @Refuses(409)
  @Returns(InsightDto)
  decideInsight(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: DecideInsightDto,
  ): Promise<InsightDto> {
    return this.decisions.decide(ctx, id, input);
  }
}

@WorkspaceController('contacts')
export class ContactInsightsController {
  constructor(private readonly insights: InsightsOfContact) {}

  /** Open insights that this contact is one of the reasons for, of the 25 with the largest effect. */
  @Get(':id/insights')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(ContactInsightDto)
  listContactInsights(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ContactInsightDto[]> {
    return this.insights.list(ctx, id);
  }
}
