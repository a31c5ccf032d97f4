import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type InboundMail, type InboundMailbox, type MailboxPage, readInbound } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { OwnMessages } from '../campaigns/public.js';
import type { ReadMessage } from './InboundRecorder.js';

/** In-Reply-To, and the end of References. */
const MOST_ASKED = 3;

/** Reads the messages of a page, as far as no transaction is needed for it. */
@Injectable()
export class InboundReader {
  constructor(private readonly own: OwnMessages) {}

  async readAll(ctx: WorkspaceContext, mailbox: InboundMailbox, { messages }: MailboxPage): Promise<ReadMessage[]> {
    const read: ReadMessage[] = [];
    for (const { raw, receivedAt } of messages) {
      const mail = await readInbound(raw);
      read.push({ mail, raw, receivedAt, sentAs: await this.sentAs(ctx, mailbox, mail) });
      // Others are answered between two messages.
      await nextTurn();
    }
    return read;
  }

  /** Gmail and Microsoft 365 may have sent our message under another Message-ID than ours. Which one, they know. */
  private async sentAs(ctx: WorkspaceContext, mailbox: InboundMailbox, mail: InboundMail): Promise<string[]> {
    if (!mailbox.sentUnder || mail.kind === 'other' || (await this.own.find(ctx, mail.about))) return [];
    const found: string[] = [];
    for (const id of mail.about.slice(0, MOST_ASKED)) found.push(...(await mailbox.sentUnder(id)));
    return found;
  }
}
