import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';

export const MAILBOX_STATES = ['reading', 'failing', 'paused'] as const;
export type MailboxState = (typeof MAILBOX_STATES)[number];

/** By account. Those without a mailbox are left out. */
export type FindMailboxStates = (ctx: WorkspaceContext) => Promise<ReadonlyMap<string, MailboxState>>;

/** How the mailboxes of accounts are: a row of an account says so, and who reads them comes later in the order of modules. */
@Injectable()
export class MailboxesOfSenders {
  private find: FindMailboxStates | null = null;

  /** Call it when the module starts. */
  register(find: FindMailboxStates): void {
    this.find = find;
  }

  async states(ctx: WorkspaceContext): Promise<ReadonlyMap<string, MailboxState>> {
    return (await this.find?.(ctx)) ?? new Map();
  }
}
