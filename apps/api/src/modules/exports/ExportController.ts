import { Body, Delete, Get, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { asDownload } from '../../platform/http/asDownload.js';
import { type Page, PageQuery } from '../../platform/http/Page.js';
import {
  Allow,
  NeedsScope,
  Refuses,
  Returns,
  ReturnsList,
  ReturnsNothing,
  ReturnsPage,
  StepUp,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { CreateExportDto, ExportColumnDto, ExportColumnsQuery, ExportDto } from './ExportDtos.js';
import { ExportFileService } from './ExportFileService.js';
import { ExportService } from './ExportService.js';

@WorkspaceController('exports')
export class ExportController {
  constructor(
    private readonly exports: ExportService,
    private readonly files: ExportFileService,
  ) {}

  @Get()
  @Allow('author')
  @NeedsScope('contacts:export')
  @ReturnsPage(ExportDto)
  listExports(@Ctx() ctx: WorkspaceContext, @Query() query: PageQuery): Promise<Page<ExportDto>> {
    return this.exports.list(ctx, query);
  }

  @Get('columns')
  @Allow('author')
  @NeedsScope('contacts:export')
  @ReturnsList(ExportColumnDto)
  listExportColumns(@Ctx() ctx: WorkspaceContext, @Query() { kind }: ExportColumnsQuery): Promise<ExportColumnDto[]> {
    return this.exports.columns(ctx, kind);
  }

  @Post()
  @Allow('author')
  @NeedsScope('contacts:export')
  @StepUp()
  @Returns(ExportDto, 202)
  createExport(@Ctx() ctx: WorkspaceContext, @Body() input: CreateExportDto): Promise<ExportDto> {
    return this.exports.create(ctx, input);
  }

  @Get(':id')
  @Allow('author')
  @NeedsScope('contacts:export')
  @Returns(ExportDto)
  getExport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ExportDto> {
    return this.exports.get(ctx, id);
  }

  @Get(':id/file')
  @Allow('author')
  @NeedsScope('contacts:export')
  @Refuses(409, 410)
  @ApiProduces('text/csv', 'application/json', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  @ApiResponse({ status: 200, description: 'The file, for whoever asked for it', schema: { type: 'string', format: 'binary' } })
  async downloadExport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    return asDownload(await this.files.download(ctx, id));
  }

  @Post(':id/cancel')
  @Allow('author')
  @NeedsScope('contacts:export')
  @Returns(ExportDto)
  cancelExport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ExportDto> {
    return this.files.cancel(ctx, id);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('contacts:export')
  @ReturnsNothing()
  deleteExport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.files.delete(ctx, id);
  }
}
