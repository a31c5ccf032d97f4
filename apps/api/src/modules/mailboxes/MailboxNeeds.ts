import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { shortText } from '../../platform/http/shortText.js';
import { type Need, NeedsYou } from '../../platform/needs/NeedsYou.js';
import { MailboxesOfSenders } from '../providers/public.js';
import { MailboxRepository } from './MailboxRepository.js';

/** Failures in a row, about a quarter of an hour: a server that starts again is nobody's business. */
const FOR_LONGER = 4;
const LONGEST_REASON = 200;

/** Mailboxes that cannot be read, where people see them: on Home, and on the rows of their senders. */
@Injectable()
export class MailboxNeeds implements OnModuleInit {
  constructor(
    private readonly mailboxes: MailboxRepository,
    private readonly ofSenders: MailboxesOfSenders,
    needsYou: NeedsYou,
  ) {
    needsYou.register('mailbox', (ctx) => this.failing(ctx));
  }

  onModuleInit(): void {
    this.ofSenders.register(
      async (ctx) => new Map((await this.mailboxes.listStates(ctx)).map(({ accountId, state }) => [accountId, state])),
    );
  }

  private async failing(ctx: WorkspaceContext): Promise<Need[]> {
    const rows = await this.mailboxes.listFailing(ctx, FOR_LONGER);
    return rows.map(({ accountId, account, reason }) => ({
      title: `The mailbox of ${account} can’t be read, so bounces and replies are missed: ${shortText(reason, LONGEST_REASON).replace(/\.$/, '')}`,
      link: { page: 'senderSettings', id: accountId },
    }));
  }
}
