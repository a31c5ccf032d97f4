import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

/** A message of a contact that has just come onto their timeline. */
export interface IncomingEntry {
  readonly id: string;
  readonly contactId: string;
  readonly channel: 'email' | 'text';
  /** Of a text; empty for an email. */
  readonly text: string;
  /** A program answered. */
  readonly isAutomatic: boolean;
  /** ISO 8601 UTC. */
  readonly at: string;
}

type Listener = (ctx: WorkspaceContext, entry: IncomingEntry) => Promise<void>;

/** Tells later modules what contacts answered, inside the transaction that adds it, and once however often it is delivered. */
@Injectable()
export class TimelineEvents {
  private readonly listeners: Listener[] = [];

  onIncoming(listener: Listener): void {
    this.listeners.push(listener);
  }

  async incoming(ctx: WorkspaceContext, entry: IncomingEntry): Promise<void> {
    for (const listener of this.listeners) await listener(ctx, entry);
  }
}
