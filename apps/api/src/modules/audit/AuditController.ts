import { Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { asDownload } from '../../platform/http/asDownload.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsList, ReturnsPage, StepUp, WorkspaceController } from '../../platform/http/routes.js';
import {
  AuditActorOptionDto,
  AuditEntryDto,
  AuditFilterDto,
  AuditVerificationDto,
  LastVerificationDto,
  ListAuditQuery,
  RecordHistoryQuery,
} from './AuditDtos.js';
import { AuditExport } from './AuditExport.js';
import { AuditService } from './AuditService.js';
import { AuditVerification } from './AuditVerification.js';

@WorkspaceController('audit')
export class AuditController {
  constructor(
    private readonly audit: AuditService,
    private readonly verifying: AuditVerification,
    private readonly exporting: AuditExport,
  ) {}

  @Get()
  @Allow('admin')
  @NeedsScope('audit:read')
  @ReturnsPage(AuditEntryDto)
  listAudit(@Ctx() ctx: WorkspaceContext, @Query() query: ListAuditQuery): Promise<Page<AuditEntryDto>> {
    return this.audit.list(ctx, query);
  }

  @Get('history')
  @Allow('viewer')
  @NeedsScope('audit:read')
  @ReturnsPage(AuditEntryDto)
  listRecordHistory(@Ctx() ctx: WorkspaceContext, @Query() query: RecordHistoryQuery): Promise<Page<AuditEntryDto>> {
    return this.audit.history(ctx, query);
  }

  @Get('entries/:id')
  @Allow('viewer')
  @NeedsScope('audit:read')
  @Returns(AuditEntryDto)
  getAuditEntry(@Ctx() ctx: WorkspaceContext, @Param('id') id: string): Promise<AuditEntryDto> {
    return this.audit.get(ctx, id);
  }

  @Get('actors')
  @Allow('admin')
  @NeedsScope('audit:read')
  @ReturnsList(AuditActorOptionDto)
  listAuditActors(@Ctx() ctx: WorkspaceContext): Promise<AuditActorOptionDto[]> {
    return this.audit.listActors(ctx);
  }

  @Get('export.csv')
  @Allow('admin')
  @NeedsScope('audit:read')
  @StepUp()
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @ApiResponse({
    status: 200,
    description: 'The entries that match the filter, newest first',
    schema: { type: 'string', format: 'binary' },
  })
  async exportAudit(@Ctx() ctx: WorkspaceContext, @Query() filter: AuditFilterDto): Promise<StreamableFile> {
    return asDownload(await this.exporting.download(ctx, filter));
  }

  @Get('verification')
  @Allow('admin')
  @NeedsScope('audit:read')
  @Returns(LastVerificationDto)
  getLastVerification(@Ctx() ctx: WorkspaceContext): Promise<LastVerificationDto> {
    return this.verifying.last(ctx);
  }

  @Post('verify')
  @Allow('admin')
  @NeedsScope('audit:read')
  @Returns(AuditVerificationDto)
  verifyAudit(@Ctx() ctx: WorkspaceContext): Promise<AuditVerificationDto> {
    return this.verifying.verify(ctx);
  }
}
