import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { AppError } from '../../platform/http/AppError.js';
import { KeyRing } from '../../platform/security/KeyRing.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { BrandingService } from '../settings/BrandingService.js';
import type { Branding } from '../settings/public.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { SuppressionReason } from './consentHistory.js';
import { ConsentService } from './ConsentService.js';
import { type Chooser, PreferenceService, type TopicChoice } from './preferences/PreferenceService.js';
import { openForgiving, sealLink, type UnsubscribeKeys, type UnsubscribeLink } from './unsubscribeToken.js';

/** What the page behind a link shows. */
export interface UnsubscribeState {
  /** Of the page: the link without its host, and without what was added to it on its way. */
  readonly path: string;
  /** Null when the workspace has been removed: nothing can be sent from it any more. */
  readonly workspaceName: string | null;
  readonly addressKey: string;
  /** Null: mail is welcome. */
  readonly reason: SuppressionReason | null;
  /** Subscribing again was refused because it was done too often today. */
  readonly isTooOften?: boolean;
  /** What the message was about; null where it was about no topic, or about one that is no longer offered. */
  readonly topic: Pick<TopicChoice, 'id' | 'name' | 'hasLeft'> | null;
  readonly brand: Pick<Branding, 'colour' | 'logo' | 'language'> | null;
}

/** Changing one's mind is free; taking turns all day would fill the history of the address. Unsubscribing itself is never refused. */
const RESUBSCRIPTIONS_PER_DAY = 5;
const DAY_MS = 86_400_000;

export interface Opened {
  readonly token: string;
  readonly link: UnsubscribeLink;
  readonly ctx: WorkspaceContext;
  readonly workspaceName: string | null;
}

/**
 * Links with which a recipient says no, without signing in and without a table of links. A link in a message about a topic leaves that
 * topic; every other link stops all email (decision 113). More than six dependencies: a link stands for a reader, a workspace and a topic.
 */
@Injectable()
export class UnsubscribeService {
  constructor(
    private readonly consent: ConsentService,
    private readonly preferences: PreferenceService,
    private readonly workspaces: WorkspaceService,
    private readonly branding: BrandingService,
    private readonly keyRing: KeyRing,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** The link for one message to one person; the same input gives the same link. */
  urlFor(link: UnsubscribeLink): string {
    return `${this.config.publicUrl}/u/${sealLink(link, this.keys(this.keyRing.currentId) as UnsubscribeKeys)}`;
  }

  /** A link that looks like the others and unsubscribes nobody. */
  get testUrl(): string {
    return `${this.config.publicUrl}/u/test`;
  }

  /** The two headers of RFC 8058; a DKIM signature has to cover both. */
  headersFor(url: string): { name: string; value: string }[] {
    return listUnsubscribeHeaders(url);
  }

  /** What a whole link stands for, wherever it was found. Null when it is not ours. */
  linkIn(url: string): UnsubscribeLink | null {
    const token = /\/u\/([\w-]+)\/?$/.exec(url)?.[1];
    return token === undefined ? null : (openForgiving(token, (keyId) => this.keys(keyId))?.link ?? null);
  }

  /** Whose link it is; null when it is not ours. */
  ownerOf(token: string): string | null {
    return openForgiving(token, (keyId) => this.keys(keyId))?.link.workspaceId ?? null;
  }

  /** Null when the link is not ours or is damaged. It outlives the contact, the campaign and the workspace. */
  async find(ctx: Context, token: string): Promise<UnsubscribeState | null> {
    const opened = await this.open(ctx, token);
    return opened ? this.stateOf(opened) : null;
  }

  /** Any number of times, the same result; what is so already costs one look. */
  async unsubscribe(
    ctx: Context,
    token: string,
    proof: Readonly<Record<string, unknown>>,
    from: 'whatItIsAbout' | 'everything' = 'whatItIsAbout',
  ): Promise<UnsubscribeState | null> {
    const opened = await this.open(ctx, token);
    if (!opened) return null;
    const state = await this.stateOf(opened);
    if (state.reason === 'unsubscribed') return state;
    const topic = from === 'everything' ? null : state.topic;
    if (topic?.hasLeft) return state;
    try {
      if (topic) await this.preferences.change(opened.ctx, chooserOf(opened.link, proof), { leave: [topic.id] });
      else await this.consent.suppress(opened.ctx, 'unsubscribed', recordOf(opened.link, proof));
    } catch (error) {
      // The workspace may have been removed at this moment; what was asked for is true then.
      if ((await this.nameOf(opened.ctx)) !== null) throw error;
    }
    return this.stateOf({ ...opened, workspaceName: await this.nameOf(opened.ctx) });
  }

  async resubscribe(ctx: Context, token: string, proof: Readonly<Record<string, unknown>>): Promise<UnsubscribeState | null> {
    const opened = await this.open(ctx, token);
    if (!opened) return null;
    try {
      return await this.subscribeAgain(opened, proof);
    } catch (error) {
      // Removed at this moment, the workspace has nobody to write to.
      if ((await this.nameOf(opened.ctx)) !== null) throw error;
      return this.stateOf({ ...opened, workspaceName: null });
    }
  }

  private async subscribeAgain(opened: Opened, proof: Readonly<Record<string, unknown>>): Promise<UnsubscribeState> {
    const state = await this.stateOf(opened);
    if (opened.workspaceName === null) return state;
    if (state.reason === null) return state.topic?.hasLeft ? this.rejoin(opened, state.topic.id, proof) : state;
    const since = new Date(this.clock.now().getTime() - DAY_MS);
    const times = await this.consent.countSince(opened.ctx, 'email', opened.link.addressKey, 'resubscribed', since);
    if (times >= RESUBSCRIPTIONS_PER_DAY) return { ...state, isTooOften: true };
    await this.consent.resubscribe(opened.ctx, recordOf(opened.link, proof));
    return this.stateOf(opened);
  }

  private async rejoin(opened: Opened, topicId: string, proof: Readonly<Record<string, unknown>>): Promise<UnsubscribeState> {
    const { isTooOften } = await this.preferences.change(opened.ctx, chooserOf(opened.link, proof), { join: [topicId] });
    return { ...(await this.stateOf(opened)), isTooOften };
  }

  /** Whose link it is, and what holds for them; null when it is not ours. */
  async readerOf(ctx: Context, token: string): Promise<(Opened & { readonly state: UnsubscribeState }) | null> {
    const opened = await this.open(ctx, token);
    return opened && { ...opened, state: await this.stateOf(opened) };
  }

  private async open(ctx: Context, token: string): Promise<Opened | null> {
    const found = openForgiving(token, (keyId) => this.keys(keyId));
    if (!found) return null;
    const inside = inWorkspace(ctx, found.link.workspaceId, 'viewer');
    return { ...found, ctx: inside, workspaceName: await this.nameOf(inside) };
  }

  private async nameOf(ctx: WorkspaceContext): Promise<string | null> {
    try {
      const { name, purgeAt } = await this.workspaces.require(ctx);
      // Being removed, it is as good as gone; its name is already.
      return purgeAt !== null && purgeAt <= nowIso(this.clock) ? null : name;
    } catch (error) {
      if (error instanceof AppError && error.status === 404) return null;
      throw error;
    }
  }

  private async stateOf({ ctx, token, link, workspaceName }: Opened): Promise<UnsubscribeState> {
    const { addressKey } = link;
    const path = `${this.config.basePath}/u/${encodeURIComponent(token)}`;
    if (workspaceName === null) return { path, workspaceName, addressKey, reason: 'unsubscribed', topic: null, brand: null };
    const suppressed = await this.consent.listSuppressed(ctx, 'email', [addressKey]);
    const reason = suppressed.get(addressKey)?.reason ?? null;
    return { path, workspaceName, addressKey, reason, topic: await this.topicOf(ctx, link), brand: await this.branding.get(ctx) };
  }

  private async topicOf(ctx: WorkspaceContext, { topicId, addressKey }: UnsubscribeLink): Promise<UnsubscribeState['topic']> {
    if (topicId === undefined) return null;
    const { topics } = await this.preferences.get(ctx, { channel: 'email', addressKey });
    return topics.find(({ id }) => id === topicId) ?? null;
  }

  private keys(keyId: string): UnsubscribeKeys | null {
    const mac = this.keyRing.derive('unsubscribe-mac', keyId);
    const cipher = this.keyRing.derive('unsubscribe-cipher', keyId);
    return mac && cipher ? { keyId, mac, cipher } : null;
  }
}

/** `List-Unsubscribe` and `List-Unsubscribe-Post` (RFC 2369, RFC 8058): one HTTPS address, one click. */
export function listUnsubscribeHeaders(url: string): { name: string; value: string }[] {
  return [
    { name: 'List-Unsubscribe', value: `<${url}>` },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ];
}

function chooserOf({ addressKey, contactId, recipientId, topicId }: UnsubscribeLink, proof: Readonly<Record<string, unknown>>): Chooser {
  return { channel: 'email', addressKey, source: 'unsubscribeLink', contactId, recipientId, messageTopicId: topicId, proof };
}

function recordOf(link: UnsubscribeLink, proof: Readonly<Record<string, unknown>>): Parameters<ConsentService['resubscribe']>[1] {
  return {
    channel: 'email',
    addressKey: link.addressKey,
    source: 'unsubscribeLink',
    contactId: link.contactId,
    recipientId: link.recipientId,
    proof,
  };
}
