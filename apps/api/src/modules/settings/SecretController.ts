import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, PeopleOnly, Returns, ReturnsList, WorkspaceController } from '../../platform/http/routes.js';
import { SecretDto, SecretTestDto } from './SecretDtos.js';
import { SecretService } from './SecretService.js';

@WorkspaceController('secrets')
export class SecretController {
  constructor(private readonly secrets: SecretService) {}

  @Get()
  @Allow('admin')
  @NeedsScope('workspace:read')
  @ReturnsList(SecretDto)
  listSecrets(@Ctx() ctx: WorkspaceContext): Promise<SecretDto[]> {
    return this.secrets.list(ctx);
  }

  @Post(':id/test')
  @Allow('admin')
  @PeopleOnly()
  @Returns(SecretTestDto)
  testSecret(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SecretTestDto> {
    return this.secrets.test(ctx, id);
  }
}
