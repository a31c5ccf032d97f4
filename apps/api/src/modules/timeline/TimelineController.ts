import { Body, Delete, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsNothing, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { AddNoteDto, ListTimelineQuery, TimelineEntryDto } from './TimelineDtos.js';
import { TimelineService } from './TimelineService.js';

@WorkspaceController('contacts/:id')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get('timeline')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(TimelineEntryDto)
  listTimeline(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ListTimelineQuery,
  ): Promise<Page<TimelineEntryDto>> {
    return this.timeline.list(ctx, id, query);
  }

  @Get('timeline/:entryId')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(TimelineEntryDto)
  getTimelineEntry(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('entryId', ParseUUIDPipe) entryId: string,
  ): Promise<TimelineEntryDto> {
    return this.timeline.get(ctx, id, entryId);
  }

  @Post('notes')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(TimelineEntryDto, 201)
  addNote(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() { text }: AddNoteDto): Promise<TimelineEntryDto> {
    return this.timeline.addNote(ctx, id, text);
  }

  @Delete('notes/:entryId')
  @Allow('author')
  @NeedsScope('contacts:write')
  @ReturnsNothing()
  deleteNote(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('entryId', ParseUUIDPipe) entryId: string,
  ): Promise<void> {
    return this.timeline.deleteNote(ctx, id, entryId);
  }
}
