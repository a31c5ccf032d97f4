import { Get, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, ReturnsList, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { AuditActorOptionDto, AuditEntryDto, ListAuditQuery, RecordHistoryQuery } from './AuditDtos.js';
import { AuditService } from './AuditService.js';

@WorkspaceController('audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

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

  @Get('actors')
  @Allow('admin')
  @NeedsScope('audit:read')
  @ReturnsList(AuditActorOptionDto)
  listAuditActors(@Ctx() ctx: WorkspaceContext): Promise<AuditActorOptionDto[]> {
    return this.audit.listActors(ctx);
  }
}
