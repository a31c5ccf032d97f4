import { Body, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, NeedsScope, Refuses, Returns, WorkspaceController } from '../../../platform/http/routes.js';
import { FixedRowsDto, FixRejectsDto, RejectedRowDto, RejectedRowQuery } from './FixDtos.js';
import { FixService } from './FixService.js';

@WorkspaceController('imports/:id/rejects')
export class FixController {
  constructor(private readonly fixes: FixService) {}

  @Get('row')
  @Allow('viewer')
  @NeedsScope('imports:read')
  @Refuses(409)
  @Returns(RejectedRowDto)
  getImportReject(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { rowNumber }: RejectedRowQuery,
  ): Promise<RejectedRowDto> {
    return this.fixes.get(ctx, id, rowNumber);
  }

  @Post('fix')
  @Allow('author')
  @NeedsScope('imports:write')
  @Returns(FixedRowsDto)
  fixImportRejects(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { rows }: FixRejectsDto,
  ): Promise<FixedRowsDto> {
    return this.fixes.fix(ctx, id, rows);
  }
}
