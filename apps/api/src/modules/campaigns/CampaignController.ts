import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { ChangesVersion, IfMatch, Versioned } from '../../platform/http/versions.js';
import {
  CampaignDto,
  CampaignSummaryDto,
  CampaignTestDto,
  CreateCampaignDto,
  DeletedCampaignDto,
  FollowUpDto,
  ListCampaignsQuery,
  UpdateCampaignDto,
} from './CampaignDtos.js';
import { CampaignCreation } from './CampaignCreation.js';
import { CampaignFollowUp } from './CampaignFollowUp.js';
import { CampaignEditing } from './CampaignEditing.js';
import { CampaignService } from './CampaignService.js';
import { CampaignReviewDto, CampaignTestResultDto } from './ReviewDtos.js';
import { CampaignReviewService } from './review/CampaignReviewService.js';
import { TestMessages } from './TestMessages.js';

/** Who uses a template or a list shows it: content in the review, people in the audience. */
const DRAFT_FIELDS = {
  templateId: 'templates:read',
  'abTest.variants.*.templateId': 'templates:read',
  'audience.listIds': 'lists:read',
  'audience.excludeListIds': 'lists:read',
  'audience.segmentIds': 'lists:read',
  'audience.excludeSegmentIds': 'lists:read',
} as const;

@WorkspaceController('campaigns')
export class CampaignController {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly creation: CampaignCreation,
    private readonly followUps: CampaignFollowUp,
    private readonly editing: CampaignEditing,
    private readonly reviews: CampaignReviewService,
    private readonly tests: TestMessages,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @ReturnsPage(CampaignSummaryDto)
  listCampaigns(@Ctx() ctx: WorkspaceContext, @Query() query: ListCampaignsQuery): Promise<Page<CampaignSummaryDto>> {
    return this.campaigns.list(ctx, query);
  }

  @Post()
  @Allow('author')
  @NeedsScope('campaigns:write', DRAFT_FIELDS)
  @Returns(CampaignDto, 201)
  createCampaign(@Ctx() ctx: WorkspaceContext, @Body() input: CreateCampaignDto): Promise<CampaignDto> {
    return this.creation.create(ctx, input);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Returns(CampaignDto)
  @Versioned()
  getCampaign(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignDto> {
    return this.campaigns.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('campaigns:write', DRAFT_FIELDS)
  @Returns(CampaignDto)
  @ChangesVersion()
  updateCampaign(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateCampaignDto,
  ): Promise<CampaignDto> {
    return this.editing.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('campaigns:write')
  @Returns(DeletedCampaignDto)
  @ChangesVersion()
  deleteCampaign(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number | null,
  ): Promise<DeletedCampaignDto> {
    return this.campaigns.delete(ctx, id, version);
  }

  @Post(':id/duplicate')
  @Allow('author')
  @NeedsScope('campaigns:write')
  @Returns(CampaignDto, 201)
  duplicateCampaign(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignDto> {
    return this.creation.duplicate(ctx, id);
  }

  /** A draft for a part of its recipients. */
  @Post(':id/follow-up')
  @Allow('author')
  @NeedsScope('campaigns:write', { slice: 'lists:write' })
  @Returns(CampaignDto, 201)
  followUpCampaign(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { slice }: FollowUpDto,
  ): Promise<CampaignDto> {
    return this.followUps.create(ctx, id, slice);
  }

  @Get(':id/review')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Returns(CampaignReviewDto)
  getCampaignReview(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignReviewDto> {
    return this.reviews.review(ctx, id);
  }

  @Post(':id/test')
  @Allow('author')
  @NeedsScope('campaigns:send', { contactId: 'contacts:read' })
  @Returns(CampaignTestResultDto)
  sendCampaignTest(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CampaignTestDto,
  ): Promise<CampaignTestResultDto> {
    return this.tests.send(ctx, id, input);
  }
}
