import { Injectable, type OnModuleInit } from '@nestjs/common';
import { KeyRing } from '../../../platform/security/KeyRing.js';
import { Clock } from '../../../platform/time/Clock.js';
import { LinkHostsService } from '../../linkDomains/LinkHostsService.js';
import { deviceOf } from './devices.js';
import { hostOf, TRACKING_KEY } from './MessageTracking.js';
import { TrackedCampaigns } from './TrackedCampaigns.js';
import { OPEN_KEY, readPlace, type TrackedPlace } from './trackingToken.js';
import { VisitQueue } from './VisitQueue.js';
import { agentOf, visitorOf, type VisitorSigns } from './visitors.js';

/** What a fetched address means: where it leads, and that it was fetched. */
@Injectable()
export class TrackedVisits implements OnModuleInit {
  constructor(
    private readonly campaigns: TrackedCampaigns,
    private readonly queue: VisitQueue,
    private readonly keyRing: KeyRing,
    private readonly hosts: LinkHostsService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.hosts.register('t', (token) => this.workspaceOf(token));
  }

  /** Null for what we never put into a message, and for links of a workspace that is gone. */
  async follow(token: string, signs: VisitorSigns): Promise<string | null> {
    const place = this.read(token);
    if (!place || place.linkKey === OPEN_KEY) return null;
    const url = await this.targetOf(place);
    if (url === null || !URL.canParse(url)) return null;
    this.note(place, 'clicked', signs);
    return new URL(url).href;
  }

  /** Whose campaign an address is of; null for what we never put into a message. */
  async workspaceOf(token: string): Promise<string | null> {
    const place = this.read(token);
    return place === null ? null : ((await this.campaigns.find(place.campaignId))?.workspaceId ?? null);
  }

  noteOpen(token: string, signs: VisitorSigns): void {
    const place = this.read(token);
    if (place?.linkKey === OPEN_KEY) this.note(place, 'opened', signs);
  }

  private async targetOf({ campaignId, linkKey, url }: TrackedPlace): Promise<string | null> {
    const known = (await this.campaigns.find(campaignId))?.targets.get(linkKey);
    const target = known ?? (await this.campaigns.findAnew(campaignId))?.targets.get(linkKey);
    if (!target) return null;
    if (!target.isPersonal) return target.url;
    return url !== null && hostOf(url) === hostOf(target.url) ? url : null;
  }

  private note({ campaignId, recipientId, linkKey }: TrackedPlace, type: 'opened' | 'clicked', signs: VisitorSigns): void {
    const visitor = visitorOf(signs, type);
    const device = deviceOf(agentOf(signs), visitor === 'proxy');
    this.queue.add({ campaignId, recipientId, linkKey, type, visitor, device, at: this.clock.now() });
  }

  private read(token: string): TrackedPlace | null {
    return readPlace(token, (keyId) => this.keyRing.derive(TRACKING_KEY, keyId));
  }
}
