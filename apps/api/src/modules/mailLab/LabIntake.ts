import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type LabDelivery, type MailLabStore, type OutgoingText, readMime } from '@rapport/providers';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { isId, newId } from '../../platform/database/ids.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { MailLabStoreService } from '../providers/MailLabStoreService.js';
import { LabNews } from './LabNews.js';
import { type LabMessageRow, MailLabRepository } from './MailLabRepository.js';

/** Whom texts come from here: no phone has it. */
const LAB_NUMBER = 'Mail lab';

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
      storeText: (text) => this.receiveText(ctx, text),
      findByMessageId: (messageId) => this.messages.hasMessageId(ctx, messageId),
    };
  }

  /** The same Message-ID twice keeps one message, as the sender's contract asks. */
  private async receive(ctx: WorkspaceContext, delivery: LabDelivery): Promise<void> {
    const { headers, text } = readMime(delivery.mime);
    const valueOf = (name: string): string | null => headers.find((header) => header.name.toLowerCase() === name)?.value ?? null;
    const idOf = (name: string): string | null => (isId(valueOf(name)) ? valueOf(name) : null);
    await this.keep(ctx, {
      id: newId(),
      channel: 'email',
      messageId: delivery.messageId,
      campaignId: idOf('x-rapport-campaign'),
      contactId: idOf('x-rapport-contact'),
      from: valueOf('from') ?? delivery.from,
      to: delivery.to,
      subject: delivery.subject,
      preview: previewOf(text ?? ''),
      raw: delivery.mime,
      receivedAt: nowIso(this.clock),
    });
  }

  private async receiveText(ctx: WorkspaceContext, { messageId, to, body, about }: OutgoingText): Promise<void> {
    await this.keep(ctx, {
      id: newId(),
      channel: 'text',
      messageId,
      campaignId: about?.campaignId ?? null,
      contactId: about?.contactId ?? null,
      from: LAB_NUMBER,
      to,
      subject: '',
      preview: previewOf(body),
      raw: Buffer.from(body, 'utf8'),
      receivedAt: nowIso(this.clock),
    });
  }

  private async keep(ctx: WorkspaceContext, row: LabMessageRow): Promise<void> {
    if (await this.messages.insert(ctx, row)) this.news.changed(ctx.workspaceId);
  }
}

function previewOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 160);
}
