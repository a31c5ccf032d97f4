import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { LinkHostsService } from '../../linkDomains/LinkHostsService.js';
import { SettingsService } from '../../settings/SettingsService.js';
import type { Campaign } from '../CampaignRow.js';
import type { Tracking, Utm } from './Tracking.js';

/** What holds for a campaign now: what its author chose, else what its workspace does. */
@Injectable()
export class TrackingChoice {
  constructor(
    private readonly settings: SettingsService,
    private readonly linkHosts: LinkHostsService,
  ) {}

  async of(
    ctx: WorkspaceContext,
    { name, type, tracking, startedAt, linkHost }: Pick<Campaign, 'name' | 'type' | 'tracking' | 'startedAt' | 'linkHost'>,
  ): Promise<Tracking> {
    // A text has neither images nor links of ours.
    if (type === 'text') return { opens: false, clicks: false, isAnonymous: false, utm: null };
    const values = await this.settings.valuesInWorkspace(ctx);
    const isOn = (key: 'trackOpens' | 'trackClicks' | 'trackAnonymously'): boolean => values.get(key) === 'on';
    const source = values.get('utmSource') ?? null;
    const [opens, clicks] = [tracking.opens ?? isOn('trackOpens'), tracking.clicks ?? isOn('trackClicks')];
    // One that began keeps the host that it began with.
    const host = !opens && !clicks ? null : startedAt === null ? await this.linkHosts.readyHost(ctx) : linkHost;
    return {
      opens,
      clicks,
      isAnonymous: isOn('trackAnonymously'),
      utm: source === null ? null : utmOf(source, values.get('utmMedium') ?? 'email', tracking.utmCampaign ?? name),
      ...(host === null ? {} : { host }),
    };
  }
}

function utmOf(source: string, medium: string, campaign: string): Utm {
  return { source, medium, campaign };
}
