import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { type MessageOrigin, OwnMessages } from '../campaigns/public.js';
import { UnsubscribeService } from '../consent/UnsubscribeService.js';

/**
 * Which message of ours an unsubscribe link was in. It is sealed with a key of this installation and names its recipient, so it proves
 * what a Message-ID proves (docs/adr/0124).
 */
@Injectable()
export class InboundLinks {
  constructor(
    private readonly unsubscribing: UnsubscribeService,
    private readonly own: OwnMessages,
  ) {}

  async find(ctx: WorkspaceContext, links: readonly string[]): Promise<MessageOrigin | null> {
    for (const url of links) {
      const link = this.unsubscribing.linkIn(url);
      if (link?.workspaceId !== ctx.workspaceId || link.recipientId === null) continue;
      const origin = await this.own.findById(ctx, link.recipientId);
      if (origin) return origin;
    }
    return null;
  }
}
