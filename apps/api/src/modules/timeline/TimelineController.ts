import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse } from '@nestjs/swagger';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { asDownload } from '../../platform/http/asDownload.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsList, ReturnsNothing, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import {
  ActivityEntryDto,
  AddNoteDto,
  EditEntryDto,
  ListActivityQuery,
  ListTimelineQuery,
  LogEntryDto,
  NoteFileDto,
  TimelineEntryDto,
  TimelineVersionDto,
} from './TimelineDtos.js';
import { NoteFiles, UploadedNoteFile } from './NoteFiles.js';
import { TimelineLog } from './TimelineLog.js';
import { TimelineService } from './TimelineService.js';

@WorkspaceController('timeline')
export class ActivityController {
  constructor(private readonly timeline: TimelineService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(ActivityEntryDto)
  listActivity(@Ctx() ctx: WorkspaceContext, @Query() query: ListActivityQuery): Promise<Page<ActivityEntryDto>> {
    return this.timeline.listActivity(ctx, query);
  }
}

@WorkspaceController('contacts/:id')
export class TimelineController {
  constructor(
    private readonly timeline: TimelineService,
    private readonly log: TimelineLog,
    private readonly files: NoteFiles,
  ) {}

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

  @Post('timeline')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(TimelineEntryDto, 201)
  logEntry(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: LogEntryDto): Promise<TimelineEntryDto> {
    return this.log.add(ctx, id, input);
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

  @Patch('timeline/:entryId')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(TimelineEntryDto)
  editTimelineEntry(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('entryId', ParseUUIDPipe) entryId: string,
    @Body() input: EditEntryDto,
  ): Promise<TimelineEntryDto> {
    return this.log.edit(ctx, id, entryId, input);
  }

  @Delete('timeline/:entryId')
  @Allow('author')
  @NeedsScope('contacts:write')
  @ReturnsNothing()
  deleteTimelineEntry(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('entryId', ParseUUIDPipe) entryId: string,
  ): Promise<void> {
    return this.log.delete(ctx, id, entryId);
  }

  @Post('timeline/:entryId/restore')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(TimelineEntryDto)
  restoreTimelineEntry(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('entryId', ParseUUIDPipe) entryId: string,
  ): Promise<TimelineEntryDto> {
    return this.log.restore(ctx, id, entryId);
  }

  @Get('timeline/:entryId/versions')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(TimelineVersionDto)
  listTimelineVersions(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('entryId', ParseUUIDPipe) entryId: string,
  ): Promise<TimelineVersionDto[]> {
    return this.log.listVersions(ctx, id, entryId);
  }

  @Get('timeline/:entryId/versions/:versionId')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(TimelineVersionDto)
  getTimelineVersion(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('entryId', ParseUUIDPipe) entryId: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
  ): Promise<TimelineVersionDto> {
    return this.log.getVersion(ctx, id, entryId, versionId);
  }

  @Post('files')
  @Allow('author')
  @NeedsScope('contacts:write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  @Returns(NoteFileDto, 201)
  uploadNoteFile(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @UploadedNoteFile() open: Parameters<NoteFiles['receive']>[2],
  ): Promise<NoteFileDto> {
    return this.files.receive(ctx, id, open);
  }

  @Get('files/:fileId')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, description: 'The file of a note', schema: { type: 'string', format: 'binary' } })
  async downloadNoteFile(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('fileId', ParseUUIDPipe) fileId: string,
  ): Promise<StreamableFile> {
    return asDownload(await this.files.download(ctx, id, fileId));
  }

  @Post('notes')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(TimelineEntryDto, 201)
  addNote(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() { text }: AddNoteDto): Promise<TimelineEntryDto> {
    return this.log.add(ctx, id, { type: 'note', text });
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
    return this.log.deleteNote(ctx, id, entryId);
  }
}
