import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type LabDelivery, type LabFault, type MailLabStore, type OutgoingText, readMime } from '@rapport/providers';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { isId, newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { MailLabStoreService } from '../providers/MailLabStoreService.js';
import { LabFaultService } from './LabFaultService.js';
import { LAB_LATER_JOB, LATER_FAULTS, LATER_MS } from './labLater.js';
import { LabNews } from './LabNews.js';
import { type LabMessageRow, MailLabRepository } from './MailLabRepository.js';

const NOT_ANSWERED = 'It arrived, and Rapport was not told (simulated by the mail lab)';
/** Whom texts come from here: no phone has it. */
const LAB_NUMBER = 'Mail lab';

/**
 * Keeps what the mail lab's sender delivers, byte for byte.
 * More than six dependencies: with a message it notes, in one transaction, what a fault does to it, now and later.
 */
@Injectable()
export class LabIntake implements OnModuleInit {
  constructor(
    private readonly messages: MailLabRepository,
    private readonly news: LabNews,
    private readonly stores: MailLabStoreService,
    private readonly faults: LabFaultService,
    private readonly queue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.stores.register((workspaceId) => this.storeFor(workspaceId));
  }

  private storeFor(workspaceId: string): MailLabStore {
    const ctx = jobContext(this.dataSource.manager, workspaceId, 'mailLab');
    return {
      nextFault: (to) => this.faults.next(ctx, to),
      store: (delivery, fault) => this.receive(ctx, delivery, fault),
      storeText: (text, fault) => this.receiveText(ctx, text, fault),
      settle: (messageId) => this.messages.settle(ctx, messageId),
    };
  }

  /** The same Message-ID twice keeps one message, as the sender's contract asks. */
  private async receive(ctx: WorkspaceContext, delivery: LabDelivery, fault: LabFault | null): Promise<void> {
    const { headers, text } = readMime(delivery.mime);
    const valueOf = (name: string): string | null => headers.find((header) => header.name.toLowerCase() === name)?.value ?? null;
    const idOf = (name: string): string | null => (isId(valueOf(name)) ? valueOf(name) : null);
    await this.keep(
      ctx,
      {
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
      },
      fault,
    );
  }

  private async receiveText(ctx: WorkspaceContext, { messageId, to, body, about }: OutgoingText, fault: LabFault | null): Promise<void> {
    await this.keep(
      ctx,
      {
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
      },
      fault,
    );
  }

  private async keep(ctx: WorkspaceContext, row: LabMessageRow, fault: LabFault | null): Promise<void> {
    const isNew = await (fault === null
      ? this.messages.insert(ctx, row)
      : this.unitOfWork.run(ctx, async (ctx) => {
          if (!(await this.messages.insert(ctx, row))) return false;
          await this.begin(ctx, row, fault);
          return true;
        }));
    if (isNew) this.news.changed(ctx.workspaceId);
  }

  private async begin(ctx: WorkspaceContext, { id, receivedAt }: LabMessageRow, fault: LabFault): Promise<void> {
    if (fault === 'timesOut')
      await this.messages.insertEvent(ctx, id, { id: newId(), type: 'timedOut', detail: NOT_ANSWERED, at: receivedAt }, { isSeen: false });
    const later = LATER_FAULTS.find((one) => one === fault);
    if (later === undefined) return;
    const payload = { workspaceId: ctx.workspaceId, labMessageId: id, eventId: newId(), fault: later };
    await this.queue.enqueue(ctx, { name: LAB_LATER_JOB, payload, runAt: new Date(this.clock.now().getTime() + LATER_MS) });
  }
}

function previewOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 160);
}
