import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, ReturnsList, ReturnsNothing, WorkspaceController } from '../../platform/http/routes.js';
import { ChangesVersion, IfMatch } from '../../platform/http/versions.js';
import {
  CreateCustomFieldDto,
  CustomFieldDto,
  FieldUsageDto,
  ListCustomFieldsQuery,
  OrderCustomFieldsDto,
  UpdateCustomFieldDto,
} from './CustomFieldDtos.js';
import { CustomFieldService } from './CustomFieldService.js';
import { FieldOrderService } from './FieldOrderService.js';

@WorkspaceController('custom-fields')
export class CustomFieldController {
  constructor(
    private readonly customFields: CustomFieldService,
    private readonly order: FieldOrderService,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('fields:read')
  @ReturnsList(CustomFieldDto)
  listCustomFields(@Ctx() ctx: WorkspaceContext, @Query() query: ListCustomFieldsQuery): Promise<CustomFieldDto[]> {
    return this.customFields.list(ctx, query.archived);
  }

  @Get('usage')
  @Allow('viewer')
  @NeedsScope('fields:read')
  @ReturnsList(FieldUsageDto)
  countCustomFieldValues(@Ctx() ctx: WorkspaceContext): Promise<FieldUsageDto[]> {
    return this.customFields.countValues(ctx);
  }

  @Put('order')
  @Allow('author')
  @NeedsScope('fields:write')
  @ReturnsNothing()
  orderCustomFields(@Ctx() ctx: WorkspaceContext, @Body() input: OrderCustomFieldsDto): Promise<void> {
    return this.order.order(ctx, input.fields);
  }

  @Post()
  @Allow('author')
  @NeedsScope('fields:write')
  @Returns(CustomFieldDto, 201)
  createCustomField(@Ctx() ctx: WorkspaceContext, @Body() input: CreateCustomFieldDto): Promise<CustomFieldDto> {
    return this.customFields.create(ctx, input);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('fields:write')
  @Returns(CustomFieldDto)
  @ChangesVersion()
  updateCustomField(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateCustomFieldDto,
  ): Promise<CustomFieldDto> {
    return this.customFields.update(ctx, id, input);
  }

  @Post(':id/archive')
  @Allow('author')
  @NeedsScope('fields:write')
  @Returns(CustomFieldDto)
  archiveCustomField(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CustomFieldDto> {
    return this.customFields.setArchived(ctx, id, true);
  }

  @Post(':id/restore')
  @Allow('author')
  @NeedsScope('fields:write')
  @Returns(CustomFieldDto)
  restoreCustomField(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CustomFieldDto> {
    return this.customFields.setArchived(ctx, id, false);
  }

  @Delete(':id')
  @Allow('admin')
  @NeedsScope('fields:write')
  @ReturnsNothing()
  @ChangesVersion()
  deleteCustomField(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number | null,
  ): Promise<void> {
    return this.customFields.delete(ctx, id, version);
  }
}
