import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import {
  Allow,
  NeedsScope,
  ReadOnly,
  Returns,
  ReturnsList,
  ReturnsNothing,
  ReturnsPage,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { ChangesVersion, IfMatch, Versioned } from '../../platform/http/versions.js';
import {
  ContactSegmentDto,
  CreateSegmentDto,
  ExplainSegmentDto,
  PageSegmentsQuery,
  PreviewSegmentDto,
  SegmentDto,
  SegmentExplanationDto,
  SegmentPreviewDto,
  SegmentSummaryDto,
  UpdateSegmentDto,
} from './SegmentDtos.js';
import { SegmentCounts } from './SegmentCounts.js';
import { SegmentPeople } from './SegmentPeople.js';
import { SegmentsOfContact } from './SegmentsOfContact.js';
import { SegmentService } from './SegmentService.js';

@WorkspaceController('segments')
export class SegmentController {
  constructor(
    private readonly segments: SegmentService,
    private readonly people: SegmentPeople,
    private readonly counts: SegmentCounts,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('lists:read')
  @ReturnsList(SegmentSummaryDto)
  listSegments(@Ctx() ctx: WorkspaceContext): Promise<SegmentSummaryDto[]> {
    return this.counts.list(ctx);
  }

  /** The same, page by page and in any order. */
  @Get('page')
  @Allow('viewer')
  @NeedsScope('lists:read')
  @ReturnsPage(SegmentSummaryDto)
  pageSegments(@Ctx() ctx: WorkspaceContext, @Query() query: PageSegmentsQuery): Promise<Page<SegmentSummaryDto>> {
    return this.counts.page(ctx, query);
  }

  @Post()
  @Allow('author')
  @NeedsScope('lists:write')
  @Returns(SegmentDto, 201)
  createSegment(@Ctx() ctx: WorkspaceContext, @Body() input: CreateSegmentDto): Promise<SegmentDto> {
    return this.segments.create(ctx, input);
  }

  /** How many contacts meet rules that need not be saved, and the newest of them. */
  @Post('preview')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReadOnly()
  @Returns(SegmentPreviewDto)
  previewSegment(@Ctx() ctx: WorkspaceContext, @Body() input: PreviewSegmentDto): Promise<SegmentPreviewDto> {
    return this.people.preview(ctx, input);
  }

  /** Why a contact meets rules or does not: the result of each condition, and the value that decided it. */
  @Post('explain')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReadOnly()
  @Returns(SegmentExplanationDto)
  explainSegment(@Ctx() ctx: WorkspaceContext, @Body() input: ExplainSegmentDto): Promise<SegmentExplanationDto> {
    return this.people.explain(ctx, input);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('lists:read')
  @Returns(SegmentDto)
  @Versioned()
  getSegment(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SegmentDto> {
    return this.segments.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('lists:write')
  @Returns(SegmentDto)
  @ChangesVersion()
  updateSegment(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateSegmentDto,
  ): Promise<SegmentDto> {
    return this.segments.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('lists:write')
  @ReturnsNothing()
  @ChangesVersion()
  deleteSegment(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number | null): Promise<void> {
    return this.segments.delete(ctx, id, version);
  }
}

@WorkspaceController('contacts')
export class ContactSegmentsController {
  constructor(private readonly segments: SegmentsOfContact) {}

  /** The segments that the contact is in, by name. */
  @Get(':id/segments')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(ContactSegmentDto)
  listContactSegments(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ContactSegmentDto[]> {
    return this.segments.list(ctx, id);
  }
}
