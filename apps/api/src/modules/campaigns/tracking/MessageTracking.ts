import { Injectable } from '@nestjs/common';
import { type MessagePieces, wholeOf } from '@rapport/providers';
import { createHash } from 'node:crypto';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { KeyRing } from '../../../platform/security/KeyRing.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { LinkHostsService } from '../../linkDomains/LinkHostsService.js';
import { escapeText, replaceMarked, type TemplateLink, type TemplateLinks, unescapeText } from '../../templates/public.js';
import type { Campaign } from '../CampaignRow.js';
import { TrackedLinkRepository, type NewTrackedLink } from './TrackedLinkRepository.js';
import type { Tracking } from './Tracking.js';
import { type Lead, PiecedBody } from './PiecedBody.js';
import { LONGEST_TOKEN, OPEN_KEY, signPlace, type TrackedPlace, type TrackingKey } from './trackingToken.js';
import { withUtm } from './withUtm.js';

export const TRACKING_KEY = 'tracking-mac';

interface Bodies {
  readonly html: string;
  readonly text: string;
  readonly pieces?: MessagePieces | undefined;
}

/** Leads the links of one campaign's messages past us. */
export interface MessageTracker {
  /** Null: the message is only shown, so its links lead where they lead. */
  apply<M extends Bodies>(message: M, recipientId: string | null): Promise<M>;
}

/** Puts our addresses into messages. What is the same for all of them is made once for each run. */
@Injectable()
export class MessageTracking {
  constructor(
    private readonly links: TrackedLinkRepository,
    private readonly keyRing: KeyRing,
    private readonly linkHosts: LinkHostsService,
    private readonly clock: Clock,
  ) {}

  open(ctx: WorkspaceContext, campaign: Campaign, tracking: Tracking, links: TemplateLinks | null): MessageTracker {
    const targets = (links?.links ?? []).map((link, index) => targetOf(link, index, tracking));
    const key = this.key();
    const addresses = new Addresses(campaign.id, tracking, { key, base: this.linkHosts.baseOf(tracking.host ?? null) }, targets);
    let stored: Promise<void> | null = null;
    return {
      apply: async (message, recipientId) => {
        // Before the first message that leads there, and never for one that is only shown.
        if (recipientId !== null) await (stored ??= this.store(ctx, campaign, tracking, targets));
        return addresses.apply(message, links?.nonce ?? null, recipientId);
      },
    };
  }

  private async store(ctx: WorkspaceContext, { id }: Campaign, tracking: Tracking, targets: readonly NewTrackedLink[]): Promise<void> {
    const image: NewTrackedLink = { linkKey: OPEN_KEY, url: '', label: null, position: -1, isPersonal: false };
    const rows = [...(tracking.opens ? [image] : []), ...(tracking.clicks ? targets : [])];
    if (rows.length > 0) await this.links.insert(ctx, id, rows, nowIso(this.clock));
  }

  private key(): TrackingKey {
    return { keyId: this.keyRing.currentId, mac: this.keyRing.current(TRACKING_KEY) };
  }
}

/** The addresses of one campaign's messages. */
class Addresses {
  constructor(
    private readonly campaignId: string,
    private readonly tracking: Tracking,
    private readonly own: { readonly key: TrackingKey; readonly base: string },
    private readonly targets: readonly NewTrackedLink[],
  ) {}

  private readonly pieced = { html: new PiecedBody(true), text: new PiecedBody(false) };

  apply<M extends Bodies>(message: M, nonce: string | null, recipientId: string | null): M {
    const known = new Map<string, string>();
    const lead = (index: number, address: string): string => {
      const name = `${index} ${address}`;
      const made = known.get(name) ?? this.lead(index, address, recipientId);
      known.set(name, made);
      return made;
    };
    const leadInHtml = (index: number, address: string): string => escapeText(lead(index, unescapeText(address)));
    const image = this.tracking.opens && recipientId !== null ? this.image(recipientId) : '';
    const html = message.pieces && this.pieced.html.apply(message.pieces.html, nonce, leadInHtml, image);
    const text = message.pieces && this.pieced.text.apply(message.pieces.text, nonce, lead, '');
    if (html && text) return { ...message, html: wholeOf(html), text: wholeOf(text), pieces: { html, text } };
    const marked = (body: string, leadTo: Lead): string => (nonce === null ? body : replaceMarked(body, nonce, leadTo));
    const led = { ...message, html: marked(message.html, leadInHtml), text: marked(message.text, lead), pieces: undefined };
    return image === '' ? led : { ...led, html: withImage(led.html, image) };
  }

  private lead(index: number, address: string, recipientId: string | null): string {
    const target = this.targets[index];
    if (!target) return address;
    const url = target.isPersonal ? withUtm(address, this.tracking.utm) : target.url;
    if (!this.tracking.clicks || recipientId === null || !leadsTo(url, target)) return url;
    const token = this.sign({ linkKey: target.linkKey, recipientId, url: target.isPersonal ? url : null });
    return token.length > LONGEST_TOKEN ? url : `${this.own.base}/t/c/${token}`;
  }

  private image(recipientId: string): string {
    const url = `${this.own.base}/t/o/${this.sign({ linkKey: OPEN_KEY, recipientId, url: null })}`;
    return `<img src="${escapeText(url)}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">`;
  }

  private sign({ recipientId, ...place }: Omit<TrackedPlace, 'campaignId'>): string {
    const whom = this.tracking.isAnonymous ? null : recipientId;
    return signPlace({ ...place, campaignId: this.campaignId, recipientId: whom }, this.own.key);
  }
}

function targetOf({ url, label, isPersonal }: TemplateLink, position: number, { utm }: Tracking): NewTrackedLink {
  const target = isPersonal ? url : withUtm(url, utm);
  // Only letters and digits: an underscore at its end would be lost in a token.
  const linkKey = createHash('sha256').update(`${position} ${target}`).digest('base64url').slice(0, 8).replace(/[-_]/g, '0');
  return { linkKey, url: target, label, position, isPersonal };
}

/** A whole address, of the host that the author wrote. */
function leadsTo(url: string, { url: target, isPersonal }: NewTrackedLink): boolean {
  return URL.canParse(url) && (!isPersonal || hostOf(url) === hostOf(target));
}

/** Also of an address with merge tags behind its host. */
export function hostOf(url: string): string | null {
  return /^https?:\/\/([^/?#\\\s]+)/i.exec(url)?.[1]?.toLowerCase() ?? null;
}

function withImage(html: string, image: string): string {
  const end = html.lastIndexOf('</body>');
  return end === -1 ? html + image : `${html.slice(0, end)}${image}${html.slice(end)}`;
}
