import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { SettingsService } from '../../settings/SettingsService.js';
import type { Campaign } from '../CampaignRow.js';
import type { Tracking, Utm } from './Tracking.js';

/** What holds for a campaign now: what its author chose, else what its workspace does. */
@Injectable()
export class TrackingChoice {
  constructor(private readonly settings: SettingsService) {}

  async of(ctx: WorkspaceContext, { name, type, tracking }: Pick<Campaign, 'name' | 'type' | 'tracking'>): Promise<Tracking> {
    // A text has neither images nor links of ours.
    if (type === 'text') return { opens: false, clicks: false, isAnonymous: false, utm: null };
    const values = await this.settings.valuesInWorkspace(ctx);
    const isOn = (key: 'trackOpens' | 'trackClicks' | 'trackAnonymously'): boolean => values.get(key) === 'on';
    const source = values.get('utmSource') ?? null;
    return {
      opens: tracking.opens ?? isOn('trackOpens'),
      clicks: tracking.clicks ?? isOn('trackClicks'),
      isAnonymous: isOn('trackAnonymously'),
      utm: source === null ? null : utmOf(source, values.get('utmMedium') ?? 'email', tracking.utmCampaign ?? name),
    };
  }
}

function utmOf(source: string, medium: string, campaign: string): Utm {
  return { source, medium, campaign };
}
