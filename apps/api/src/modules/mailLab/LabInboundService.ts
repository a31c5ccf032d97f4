import { Injectable } from '@nestjs/common';
import type { InboundMail } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** A message that came back to the workspace: the bytes as they would lie in its mailbox, and what they say. */
export interface LabInbound {
  readonly mail: InboundMail;
  readonly raw: Buffer;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
}

/** Inside the caller's unit of work. Answers whom our message was sent to. Null: it is about none that this workspace sent to a contact. */
export type TakeInbound = (ctx: WorkspaceContext, inbound: LabInbound) => Promise<string | null>;

/** Where the module that reads mailboxes, which comes later in the order, plugs in what it does with a message of one. */
@Injectable()
export class LabInboundService {
  private takes: TakeInbound | null = null;

  register(take: TakeInbound): void {
    this.takes = take;
  }

  async take(ctx: WorkspaceContext, inbound: LabInbound): Promise<string | null> {
    return this.takes === null ? null : this.takes(ctx, inbound);
  }
}
