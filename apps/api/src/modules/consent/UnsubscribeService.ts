import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { AppError } from '../../platform/http/AppError.js';
import { KeyRing } from '../../platform/security/KeyRing.js';
import { type Branding, BrandingService } from '../settings/BrandingService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { ConsentService, type SuppressionReason } from './ConsentService.js';
import { openLink, sealLink, type UnsubscribeKeys, type UnsubscribeLink } from './unsubscribeToken.js';

export type { UnsubscribeLink } from './unsubscribeToken.js';

/** What the page behind a link shows. */
export interface UnsubscribeState {
  readonly workspaceName: string;
  readonly addressKey: string;
  /** Null: mail is welcome. */
  readonly reason: SuppressionReason | null;
  readonly brand: Pick<Branding, 'colour' | 'logo'> | null;
}

/** Links with which a recipient says no, without signing in and without a table of links. */
@Injectable()
export class UnsubscribeService {
  constructor(
    private readonly consent: ConsentService,
    private readonly workspaces: WorkspaceService,
    private readonly branding: BrandingService,
    private readonly keyRing: KeyRing,
    private readonly config: AppConfig,
  ) {}

  /** The link for one message to one person; the same input gives the same link. */
  urlFor(link: UnsubscribeLink): string {
    return `${this.config.publicUrl}/u/${sealLink(link, this.keys(this.keyRing.currentId) as UnsubscribeKeys)}`;
  }

  /** The two headers of RFC 8058; a DKIM signature has to cover both. */
  headersFor(url: string): { name: string; value: string }[] {
    return listUnsubscribeHeaders(url);
  }

  /** Null when the link is not ours, is damaged or belongs to a workspace that is gone. */
  async find(ctx: Context, token: string): Promise<UnsubscribeState | null> {
    const opened = await this.open(ctx, token);
    return opened ? this.stateOf(opened) : null;
  }

  /** Any number of times, the same result. */
  async unsubscribe(ctx: Context, token: string, proof: Readonly<Record<string, unknown>>): Promise<UnsubscribeState | null> {
    const opened = await this.open(ctx, token);
    if (!opened) return null;
    await this.consent.suppress(opened.ctx, 'unsubscribed', recordOf(opened.link, proof));
    return this.stateOf(opened);
  }

  async resubscribe(ctx: Context, token: string, proof: Readonly<Record<string, unknown>>): Promise<UnsubscribeState | null> {
    const opened = await this.open(ctx, token);
    if (!opened) return null;
    await this.consent.resubscribe(opened.ctx, recordOf(opened.link, proof));
    return this.stateOf(opened);
  }

  private async open(ctx: Context, token: string): Promise<{ ctx: WorkspaceContext; link: UnsubscribeLink; workspaceName: string } | null> {
    const link = openLink(token, (keyId) => this.keys(keyId));
    if (!link) return null;
    const inside = inWorkspace(ctx, link.workspaceId, 'viewer');
    try {
      return { ctx: inside, link, workspaceName: (await this.workspaces.require(inside)).name };
    } catch (error) {
      if (error instanceof AppError && error.status === 404) return null;
      throw error;
    }
  }

  private async stateOf({
    ctx,
    link,
    workspaceName,
  }: {
    ctx: WorkspaceContext;
    link: UnsubscribeLink;
    workspaceName: string;
  }): Promise<UnsubscribeState> {
    const suppressed = await this.consent.listSuppressed(ctx, 'email', [link.addressKey]);
    return {
      workspaceName,
      addressKey: link.addressKey,
      reason: suppressed.get(link.addressKey)?.reason ?? null,
      brand: await this.branding.get(ctx),
    };
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
