import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type LabDelivery, type MailLabStore, readMime } from '@rapport/providers';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { isId, newId } from '../../platform/database/ids.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { MailLabStoreService } from '../providers/MailLabStoreService.js';
import { LabNews } from './LabNews.js';
import { MailLabRepository } from './MailLabRepository.js';

/** Keeps what the mail lab's sender delivers, byte for byte. */
@Injectable()
export class LabIntake implements OnModuleInit {
  constructor(
    private readonly messages: MailLabRepository,
    private readonly news: LabNews,
    private readonly stores: MailLabStoreService,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.stores.register((workspaceId) => this.storeFor(workspaceId));
  }

  private storeFor(workspaceId: string): MailLabStore {
    const ctx = jobContext(this.dataSource.manager, workspaceId, 'mailLab');
    return {
      store: (delivery) => this.receive(ctx, delivery),
      findByMessageId: (messageId) => this.messages.hasMessageId(ctx, messageId),
    };
  }

  /** The same Message-ID twice keeps one message, as the sender's contract asks. */
  private async receive(ctx: WorkspaceContext, delivery: LabDelivery): Promise<void> {
    const { headers, text } = readMime(delivery.mime);
    const valueOf = (name: string): string | null => headers.find((header) => header.name.toLowerCase() === name)?.value ?? null;
    const idOf = (name: string): string | null => (isId(valueOf(name)) ? valueOf(name) : null);
    const isNew = await this.messages.insert(ctx, {
      id: newId(),
      messageId: delivery.messageId,
      campaignId: idOf('x-rapport-campaign'),
      contactId: idOf('x-rapport-contact'),
      from: valueOf('from') ?? delivery.from,
      to: delivery.to,
      subject: delivery.subject,
      preview: (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 160),
      raw: delivery.mime,
      receivedAt: nowIso(this.clock),
    });
    if (isNew) this.news.changed(ctx.workspaceId);
  }
}
