import { Injectable } from '@nestjs/common';
import type { MailLabStore } from '@rapport/providers';
import { mailLabMissing } from './senderErrors.js';

export type MailLabStoreFactory = (workspaceId: string) => MailLabStore;

/** Where the mail lab's mailbox is plugged in: its module comes after this one and registers itself at boot. */
@Injectable()
export class MailLabStoreService {
  private factory: MailLabStoreFactory | null = null;

  register(factory: MailLabStoreFactory): void {
    this.factory = factory;
  }

  storeFor(workspaceId: string): MailLabStore {
    if (!this.factory) throw mailLabMissing();
    return this.factory(workspaceId);
  }
}
