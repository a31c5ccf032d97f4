import { Get, Param, ParseUUIDPipe } from '@nestjs/common';
import type { WorkspaceContext } from '../../../../platform/context/Context.js';
import { Ctx } from '../../../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../../../platform/http/routes.js';
import { CampaignDomain } from './CampaignDomain.js';
import { CampaignDomainDto } from './DomainDtos.js';

@WorkspaceController('campaigns')
export class DomainController {
  constructor(private readonly domain: CampaignDomain) {}

  /**
   * Whether receivers will believe who the messages are from: SPF, DKIM and DMARC of the sender address, for the account that sends. What is
   * not known yet is asked from then on: read it again until the state is `done`. It stops no campaign.
   */
  @Get(':id/sender-domain')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Returns(CampaignDomainDto)
  getCampaignSenderDomain(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignDomainDto> {
    return this.domain.check(ctx, id);
  }
}
