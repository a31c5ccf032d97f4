import { Get, Param, ParseUUIDPipe } from '@nestjs/common';
import type { WorkspaceContext } from '../../../../platform/context/Context.js';
import { Ctx } from '../../../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../../../platform/http/routes.js';
import { CampaignLinks } from './CampaignLinks.js';
import { CampaignLinksDto } from './LinkDtos.js';

@WorkspaceController('campaigns')
export class LinkController {
  constructor(private readonly links: CampaignLinks) {}

  /** Links that are not known yet are asked from then on: read it again until the state is `done`. It stops no campaign. */
  @Get(':id/links')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Returns(CampaignLinksDto)
  getCampaignLinks(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignLinksDto> {
    return this.links.check(ctx, id);
  }
}
