import { Injectable } from '@nestjs/common';
import { asciiDomainOf } from '@rapport/providers';
import { AppConfig } from '../../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../../platform/context/Context.js';
import { SenderPoolService } from '../../../providers/SenderPoolService.js';
import { CampaignService } from '../../CampaignService.js';
import type { CampaignDomainDto } from './DomainDtos.js';
import { DomainChecker } from './DomainChecker.js';
import { domainFindings, NOT_CHECKED } from './domainFindings.js';

/** Whether receivers will believe who the messages of a campaign are from. */
@Injectable()
export class CampaignDomain {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly pool: SenderPoolService,
    private readonly checker: DomainChecker,
    private readonly config: AppConfig,
  ) {}

  /** Answers at once with what is known, and has the rest asked. */
  async check(ctx: WorkspaceContext, id: string): Promise<CampaignDomainDto> {
    const campaign = await this.campaigns.require(ctx, id);
    if (!this.config.checksDomains) return nothing('off');
    if (campaign.type === 'text' || !campaign.fromEmail) return nothing('none');
    const sender = await this.pool.identityOf(ctx, campaign.senderAccountId, campaign.type);
    if (sender.accountId === null) return nothing('none');
    const domain = asciiDomainOf(campaign.fromEmail);
    const about = { domain, senderAccountId: sender.accountId };
    const known = await this.checker.look(ctx, { ...sender, accountId: sender.accountId }, domain);
    if (!known) return { ...about, state: 'done', checkedAt: null, findings: [NOT_CHECKED] };
    const { answer, checkedAt } = known;
    if (answer === null || checkedAt === null) return { ...about, state: 'checking', checkedAt: null, findings: [] };
    if (answer === 'nothing') return nothing('none');
    return { ...about, state: 'done', checkedAt: new Date(checkedAt).toISOString(), findings: domainFindings(domain, answer) };
  }
}

function nothing(state: 'off' | 'none'): CampaignDomainDto {
  return { state, domain: null, senderAccountId: null, checkedAt: null, findings: [] };
}
