import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import type { MessageOrigin } from '../ledger/ledgerRows.js';
import { MessagesOfPeople } from './MessagesOfPeople.js';

/** Which of the messages of a workspace others write about: those of campaigns, and those that people wrote. */
@Injectable()
export class OwnMessages {
  constructor(
    private readonly ledger: LedgerReader,
    private readonly personal: MessagesOfPeople,
  ) {}

  /** The first of these Message-IDs that is ours. Null: none is, or the person was erased. */
  async find(ctx: WorkspaceContext, messageIds: readonly string[]): Promise<MessageOrigin | null> {
    if (messageIds.length === 0) return null;
    const found = [...(await this.ledger.listOrigins(ctx, messageIds)), ...(await this.personal.listOrigins(ctx, messageIds))];
    const byId = new Map(found.map((origin) => [origin.messageId, origin]));
    return messageIds.map((id) => byId.get(id)).find((origin) => origin !== undefined) ?? null;
  }

  /** The first of these ids of a provider that is that of a message of ours. Null as above. */
  async findSentAs(ctx: WorkspaceContext, providerMessageIds: readonly string[]): Promise<MessageOrigin | null> {
    if (providerMessageIds.length === 0) return null;
    const [ofCampaign] = await this.ledger.listOriginsSentAs(ctx, providerMessageIds);
    return ofCampaign ?? (await this.personal.listOriginsSentAs(ctx, providerMessageIds))[0] ?? null;
  }

  /** By the row of its recipient. Null as above. */
  async findById(ctx: WorkspaceContext, recipientId: string): Promise<MessageOrigin | null> {
    const [origin] = await this.ledger.listOriginsOfRows(ctx, [recipientId]);
    return origin ?? null;
  }

  /** When a contact last did something with a message of a campaign, or a server said that one arrived. */
  lastSignOf(ctx: WorkspaceContext, contactId: string, channel: string): Promise<string | null> {
    return this.ledger.lastSignOf(ctx, contactId, channel);
  }
}
