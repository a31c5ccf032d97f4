import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { Need } from '../../platform/needs/NeedsYou.js';
import { SenderRepository } from './SenderRepository.js';

/** A sender that was paused, as Home shows it. */
@Injectable()
export class SenderNeeds {
  constructor(private readonly senders: SenderRepository) {}

  async paused(ctx: WorkspaceContext): Promise<Need[]> {
    const rows = await this.senders.listPaused(ctx);
    return rows.map(({ reason }) => ({
      title: `Sending is paused: ${reason ?? 'the sender refused the login'}`,
      link: { page: 'senderSettings', id: null },
    }));
  }
}
