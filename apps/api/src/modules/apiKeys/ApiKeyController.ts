import { Body, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { type Page, PageQuery } from '../../platform/http/Page.js';
import { Allow, PeopleOnly, Returns, ReturnsList, ReturnsPage, StepUp, WorkspaceController } from '../../platform/http/routes.js';
import { ApiKeyDto, ApiKeyScopeDto, CreateApiKeyDto, NewApiKeyDto, RotateApiKeyDto, UpdateApiKeyDto } from './ApiKeyDtos.js';
import { ApiKeyService } from './ApiKeyService.js';

@WorkspaceController('api-keys')
export class ApiKeyController {
  constructor(private readonly keys: ApiKeyService) {}

  @Get()
  @Allow('admin')
  @PeopleOnly()
  @ReturnsPage(ApiKeyDto)
  listApiKeys(@Ctx() ctx: WorkspaceContext, @Query() query: PageQuery): Promise<Page<ApiKeyDto>> {
    return this.keys.list(ctx, query);
  }

  @Get('scopes')
  @Allow('admin')
  @PeopleOnly()
  @ReturnsList(ApiKeyScopeDto)
  listApiKeyScopes(): ApiKeyScopeDto[] {
    return this.keys.listScopes();
  }

  @Post()
  @Allow('admin')
  @PeopleOnly()
  @StepUp()
  @Returns(NewApiKeyDto, 201)
  createApiKey(@Ctx() ctx: WorkspaceContext, @Body() input: CreateApiKeyDto): Promise<NewApiKeyDto> {
    return this.keys.create(ctx, input);
  }

  @Patch(':id')
  @Allow('admin')
  @PeopleOnly()
  @Returns(ApiKeyDto)
  updateApiKey(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: UpdateApiKeyDto): Promise<ApiKeyDto> {
    return this.keys.update(ctx, id, input);
  }

  @Post(':id/rotate')
  @Allow('admin')
  @PeopleOnly()
  @StepUp()
  @Returns(NewApiKeyDto, 201)
  rotateApiKey(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RotateApiKeyDto,
  ): Promise<NewApiKeyDto> {
    return this.keys.rotate(ctx, id, input);
  }

  @Post(':id/revoke')
  @Allow('admin')
  @PeopleOnly()
  @Returns(ApiKeyDto)
  revokeApiKey(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ApiKeyDto> {
    return this.keys.revoke(ctx, id);
  }
}
