import { Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../platform/http/routes.js';
import { AbResultDto } from './abTests/AbTestDtos.js';
import { VariantService } from './VariantService.js';

/** The variants of a campaign: how each did, and which one the rest gets. */
@WorkspaceController('campaigns')
export class VariantController {
  constructor(private readonly variants: VariantService) {}

  @Get(':id/ab-test')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Returns(AbResultDto)
  getAbTest(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<AbResultDto> {
    return this.variants.get(ctx, id);
  }

  /** For those who wait, whatever the figures say. It cannot be changed afterwards. */
  @Post(':id/variants/:variantId/choose')
  @Allow('approver')
  @NeedsScope('campaigns:send')
  @Returns(AbResultDto)
  chooseVariant(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('variantId', ParseUUIDPipe) variantId: string,
  ): Promise<AbResultDto> {
    return this.variants.choose(ctx, id, variantId);
  }
}
