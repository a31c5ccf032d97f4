import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { LinkHostsService } from '../../linkDomains/LinkHostsService.js';
import type { Campaign } from '../CampaignRow.js';
import type { PreflightDto } from '../ReviewDtos.js';
import { ok, warning } from '../review/findings.js';
import { TrackingChoice } from './TrackingChoice.js';

/** Through which host tracked links lead, where the workspace has one of its own. */
@Injectable()
export class TrackingChecks {
  constructor(
    private readonly tracking: TrackingChoice,
    private readonly linkHosts: LinkHostsService,
  ) {}

  async check(ctx: WorkspaceContext, campaign: Campaign): Promise<PreflightDto[]> {
    const { opens, clicks, host } = await this.tracking.of(ctx, campaign);
    if (!opens && !clicks) return [];
    if (host !== undefined) return [ok('tracking.domain', `Tracked links lead through ${host}.`)];
    const entered = await this.linkHosts.enteredHost(ctx);
    if (entered === null || campaign.startedAt !== null) return [];
    return [
      warning(
        'tracking.domainNotReady',
        `The tracking domain ${entered} did not work when it was last checked, so links lead through the address of this installation. Check it in the settings.`,
      ),
    ];
  }
}
