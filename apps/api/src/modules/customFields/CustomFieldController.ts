import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, ReturnsList, ReturnsNothing, WorkspaceController } from '../../platform/http/routes.js';
import { CreateCustomFieldDto, CustomFieldDto, UpdateCustomFieldDto } from './CustomFieldDtos.js';
import { CustomFieldService } from './CustomFieldService.js';

@WorkspaceController('custom-fields')
export class CustomFieldController {
  constructor(private readonly customFields: CustomFieldService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('fields:read')
  @ReturnsList(CustomFieldDto)
  listCustomFields(@Ctx() ctx: WorkspaceContext): Promise<CustomFieldDto[]> {
    return this.customFields.list(ctx);
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
  updateCustomField(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateCustomFieldDto,
  ): Promise<CustomFieldDto> {
    return this.customFields.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('admin')
  @NeedsScope('fields:write')
  @ReturnsNothing()
  deleteCustomField(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.customFields.delete(ctx, id);
  }
}
