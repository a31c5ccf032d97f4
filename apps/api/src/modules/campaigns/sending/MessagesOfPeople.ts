import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { DeliveryReport } from '../../providers/DeliveryEvents.js';
import type { MessageOrigin } from '../ledger/ledgerRows.js';

/** Who keeps the messages that no campaign sends. */
export interface MessageBook {
  /** The message that a report is about. Null: it is none of these. */
  findReported(ctx: WorkspaceContext, report: DeliveryReport): Promise<string | null>;
  /** Those with one of these Message-IDs. */
  listOrigins(ctx: WorkspaceContext, messageIds: readonly string[]): Promise<MessageOrigin[]>;
  /** Those that a provider sent under one of these ids of its own. */
  listOriginsSentAs(ctx: WorkspaceContext, providerMessageIds: readonly string[]): Promise<MessageOrigin[]>;
  /** A report that was not known yet. Inside the unit of work that stored it. */
  hear(ctx: WorkspaceContext, id: string, report: DeliveryReport): Promise<void>;
  stateOf(ctx: WorkspaceContext, id: string): Promise<string | null>;
}

/** Messages that a person wrote to one contact: reports and copies of them come the same way as those of campaigns. */
@Injectable()
export class MessagesOfPeople {
  private book: MessageBook | null = null;

  /** Call it when the module starts; it comes later in the order of modules. */
  register(book: MessageBook): void {
    this.book = book;
  }

  async findReported(ctx: WorkspaceContext, report: DeliveryReport): Promise<string | null> {
    return (await this.book?.findReported(ctx, report)) ?? null;
  }

  async listOrigins(ctx: WorkspaceContext, messageIds: readonly string[]): Promise<MessageOrigin[]> {
    return (await this.book?.listOrigins(ctx, messageIds)) ?? [];
  }

  async listOriginsSentAs(ctx: WorkspaceContext, providerMessageIds: readonly string[]): Promise<MessageOrigin[]> {
    return (await this.book?.listOriginsSentAs(ctx, providerMessageIds)) ?? [];
  }

  async hear(ctx: WorkspaceContext, id: string, report: DeliveryReport): Promise<void> {
    await this.book?.hear(ctx, id, report);
  }

  async stateOf(ctx: WorkspaceContext, id: string): Promise<string | null> {
    return (await this.book?.stateOf(ctx, id)) ?? null;
  }
}
