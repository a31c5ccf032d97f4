import { Body, Delete, Get, Header, Param, ParseUUIDPipe, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { PageQuery, type Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsNothing, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { ImportDto, ImportSummaryDto, StartImportDto, UpdateImportDto } from './ImportDtos.js';
import { ImportCellDto, ImportNoteDto, ImportRejectDto } from './ImportReportDtos.js';
import { ImportLauncher } from './ImportLauncher.js';
import type { IncomingFile } from './ImportFiles.js';
import { ImportReceiver, UploadedFile } from './ImportReceiver.js';
import { ImportReportService } from './ImportReportService.js';
import { ImportService } from './ImportService.js';
import { ImportPreparation } from './ImportPreparation.js';
import { asDownload } from '../../platform/http/asDownload.js';
import { ReportCsv } from './ReportCsv.js';

@WorkspaceController('imports')
export class ImportController {
  constructor(
    private readonly receiver: ImportReceiver,
    private readonly imports: ImportService,
    private readonly preparation: ImportPreparation,
    private readonly launcher: ImportLauncher,
    private readonly reports: ImportReportService,
    private readonly reportCsv: ReportCsv,
  ) {}

  @Post()
  @Allow('author')
  @NeedsScope('imports:write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  @Returns(ImportDto, 201)
  async uploadImport(@Ctx() ctx: WorkspaceContext, @UploadedFile() open: () => Promise<IncomingFile>): Promise<ImportDto> {
    return this.imports.get(ctx, await this.receiver.take(ctx, open));
  }

  @Get()
  @Allow('viewer')
  @NeedsScope('imports:read')
  @ReturnsPage(ImportSummaryDto)
  listImports(@Ctx() ctx: WorkspaceContext, @Query() query: PageQuery): Promise<Page<ImportSummaryDto>> {
    return this.imports.list(ctx, query);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('imports:read')
  @Returns(ImportDto)
  getImport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ImportDto> {
    return this.imports.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('imports:write', { 'columns.*.newField': 'fields:write' })
  @Returns(ImportDto)
  updateImport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: UpdateImportDto): Promise<ImportDto> {
    return this.preparation.update(ctx, id, input);
  }

  @Post(':id/start')
  @Allow('author')
  @NeedsScope('imports:write', { listId: 'lists:write', newListName: 'lists:write' })
  @Returns(ImportDto, 202)
  startImport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: StartImportDto): Promise<ImportDto> {
    return this.launcher.start(ctx, id, input);
  }

  @Post(':id/cancel')
  @Allow('author')
  @NeedsScope('imports:write')
  @Returns(ImportDto)
  cancelImport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ImportDto> {
    return this.launcher.cancel(ctx, id);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('imports:write')
  @ReturnsNothing()
  discardImport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.imports.discard(ctx, id);
  }

  @Get(':id/rejects')
  @Allow('viewer')
  @NeedsScope('imports:read')
  @ReturnsPage(ImportRejectDto)
  listImportRejects(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<ImportRejectDto>> {
    return this.reports.listRejects(ctx, id, query);
  }

  @Get(':id/cells')
  @Allow('viewer')
  @NeedsScope('imports:read')
  @ReturnsPage(ImportCellDto)
  listImportCells(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<ImportCellDto>> {
    return this.reports.listCells(ctx, id, query);
  }

  @Get(':id/notes')
  @Allow('viewer')
  @NeedsScope('imports:read')
  @ReturnsPage(ImportNoteDto)
  listImportNotes(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<ImportNoteDto>> {
    return this.reports.listNotes(ctx, id, query);
  }

  @Get(':id/report.csv')
  @Allow('viewer')
  @NeedsScope('imports:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'Rejected rows, values left out and notes', schema: { type: 'string', format: 'binary' } })
  async downloadImportReport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    return asDownload(await this.reportCsv.download(ctx, id));
  }

  @Get(':id/rejects.csv')
  @Allow('viewer')
  @NeedsScope('imports:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'The rejected rows with line and reason', schema: { type: 'string', format: 'binary' } })
  async downloadImportRejects(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    return asDownload(await this.reportCsv.downloadRejects(ctx, id));
  }
}
