import { Body, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { type Page, PageQuery } from '../../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsPage, WorkspaceController } from '../../../platform/http/routes.js';
import { FailingValueDto, FieldTypeChangeDto, StartFieldTypeChangeDto } from './FieldChangeDtos.js';
import { FieldChangeService } from './FieldChangeService.js';

/** The newest change of a field's type. */
@WorkspaceController('custom-fields/:id/type-change')
export class FieldChangeController {
  constructor(private readonly changes: FieldChangeService) {}

  @Post()
  @Allow('admin')
  @NeedsScope('fields:write')
  @Returns(FieldTypeChangeDto, 201)
  rehearseFieldTypeChange(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: StartFieldTypeChangeDto,
  ): Promise<FieldTypeChangeDto> {
    return this.changes.start(ctx, id, input);
  }

  @Get()
  @Allow('viewer')
  @NeedsScope('fields:read')
  @Returns(FieldTypeChangeDto)
  getFieldTypeChange(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<FieldTypeChangeDto> {
    return this.changes.get(ctx, id);
  }

  @Get('failing')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(FailingValueDto)
  listFailingValues(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<FailingValueDto>> {
    return this.changes.listFailing(ctx, id, query);
  }

  @Post('apply')
  @Allow('admin')
  @NeedsScope('fields:write')
  @Returns(FieldTypeChangeDto)
  applyFieldTypeChange(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<FieldTypeChangeDto> {
    return this.changes.apply(ctx, id);
  }

  @Post('undo')
  @Allow('admin')
  @NeedsScope('fields:write')
  @Returns(FieldTypeChangeDto)
  undoFieldTypeChange(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<FieldTypeChangeDto> {
    return this.changes.undo(ctx, id);
  }
}
