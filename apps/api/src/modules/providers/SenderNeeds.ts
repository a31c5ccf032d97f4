import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { Need } from '../../platform/needs/NeedsYou.js';
import { SenderRepository } from './SenderRepository.js';

/** Senders that were paused, as Home shows them. */
@Injectable()
export class SenderNeeds {
  constructor(private readonly senders: SenderRepository) {}

  async paused(ctx: WorkspaceContext): Promise<Need[]> {
    const rows = await this.senders.listPaused(ctx);
    return rows.map(({ name, reason }) => ({
      title: `Sending ${rows.length > 1 ? `through ${name} ` : ''}is paused: ${reason ?? 'the sender refused the login'}`,
      link: { page: 'senderSettings', id: null },
    }));
  }
}
