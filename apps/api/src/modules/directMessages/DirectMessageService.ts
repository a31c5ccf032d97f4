import { Injectable } from '@nestjs/common';
import type { NoteFile } from '@rapport/common';
import { asciiDomainOf, messageIdOf } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Installation } from '../../platform/installation/Installation.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import { SenderOptionsService } from '../providers/SenderOptionsService.js';
import { SenderPoolService } from '../providers/SenderPoolService.js';
import { DirectBook } from './DirectBook.js';
import type { DirectMessageDto, SendMessageDto, WriteTextDto } from './DirectMessageDtos.js';
import { messageNotFound, notCancellable, notUncertain, senderPaused, unknownSender } from './directMessageErrors.js';
import { type DirectMessage, DirectMessageRepository } from './DirectMessageRepository.js';
import { UNDO_MS } from './directMessageStates.js';
import { addressText, DirectMessageWriter, type PersonalMessage } from './DirectMessageWriter.js';
import { DirectTextWriter } from './DirectTextWriter.js';
import { DirectFiles } from './DirectFiles.js';
import { DirectOutcomes } from './DirectOutcomes.js';
import { DirectQueue } from './DirectQueue.js';

/**
 * Messages that members write to one contact. More than six dependencies: a message is checked, written, kept, planned and told, and what is
 * planned can be called back.
 */
@Injectable()
export class DirectMessageService {
  constructor(
    private readonly messages: DirectMessageRepository,
    private readonly writer: DirectMessageWriter,
    private readonly texts: DirectTextWriter,
    private readonly files: DirectFiles,
    private readonly book: DirectBook,
    private readonly outcomes: DirectOutcomes,
    private readonly queue: DirectQueue,
    private readonly contacts: ContactService,
    private readonly senders: SenderOptionsService,
    private readonly pool: SenderPoolService,
    private readonly installation: Installation,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Keeps the message, exactly as it will be sent, and plans it for when it can no longer be called back. */
  async send(ctx: WorkspaceContext, contactId: string, input: SendMessageDto): Promise<DirectMessageDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    const senderAccountId = await this.chooseSender(ctx, input.senderAccountId ?? null);
    const written = await this.writer.require(ctx, contactId, input);
    const files = await this.files.choose(ctx, contactId, input.fileIds ?? []);
    return this.keep(ctx, contactId, written, senderAccountId, files);
  }

  async sendText(ctx: WorkspaceContext, contactId: string, input: WriteTextDto): Promise<DirectMessageDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    const written = await this.texts.require(ctx, contactId, input);
    return this.keep(ctx, contactId, written, (await this.pool.chosen(ctx, 'text')).accountId, []);
  }

  private async keep(
    ctx: WorkspaceContext,
    contactId: string,
    written: PersonalMessage,
    senderAccountId: string | null,
    files: readonly NoteFile[],
  ): Promise<DirectMessageDto> {
    const { channel } = written;
    const { type: senderType } = await this.pool.chosen(ctx, channel);
    const id = newId();
    const now = this.clock.now();
    const dueAt = new Date(now.getTime() + UNDO_MS);
    const message = {
      ...{ id, contactId, channel, userId: actorUserId(ctx), senderAccountId, senderType },
      ...{ fromName: written.from.name, fromAddress: written.from.address, toName: written.to.name, toAddress: written.to.address },
      ...{ replyTo: written.replyTo, subject: written.subject, dueAt: dueAt.toISOString(), createdAt: now.toISOString() },
      // A text has no Message-ID; its sender knows it by the id.
      messageId: channel === 'text' ? id : messageIdOf(id, asciiDomainOf(written.from.address)),
    };
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.messages.insert(ctx, message);
      await this.book.open(ctx, message, written, files);
      await this.files.attach(ctx, id, files);
      await this.queue.enqueue(ctx, id, dueAt);
      await this.audit.record(ctx, {
        action: 'contact.messageWritten',
        entity: ['contact', contactId],
        details: { messageId: id, channel, to: message.toAddress, files: files.length },
      });
    });
    return this.get(ctx, contactId, id);
  }

  async get(ctx: WorkspaceContext, contactId: string, id: string): Promise<DirectMessageDto> {
    return present(await this.require(ctx, contactId, id));
  }

  /** Possible for as long as it waits, also for a second try. */
  async cancel(ctx: WorkspaceContext, contactId: string, id: string): Promise<DirectMessageDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const message = await this.require(ctx, contactId, id);
      if (!(await this.messages.move(ctx, id, { states: ['queued'] }, 'cancelled', { error: null }, nowIso(this.clock))))
        throw notCancellable((await this.require(ctx, contactId, id)).state);
      await this.queue.cancel(ctx.manager, id);
      await this.book.close(ctx, message);
      await this.audit.record(ctx, {
        action: 'contact.messageCancelled',
        entity: ['contact', contactId],
        details: { messageId: id, channel: message.channel },
      });
    });
    return this.get(ctx, contactId, id);
  }

  /** A person knows what became of it. What was not sent is sent again. */
  async resolve(ctx: WorkspaceContext, contactId: string, id: string, outcome: 'sent' | 'notSent'): Promise<DirectMessageDto> {
    if (outcome === 'notSent') await this.installation.requireSendingOpen(ctx.manager);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const message = await this.require(ctx, contactId, id);
      if (message.state !== 'uncertain' || !(await this.outcomes.settleAs(ctx, message, outcome))) throw notUncertain();
      await this.audit.record(ctx, {
        action: 'contact.messageResolved',
        entity: ['contact', contactId],
        details: { messageId: id, channel: message.channel, outcome },
      });
    });
    return this.get(ctx, contactId, id);
  }

  private async require(ctx: WorkspaceContext, contactId: string, id: string): Promise<DirectMessage> {
    await this.contacts.require(ctx, contactId);
    const message = await this.messages.find(ctx, id);
    if (message?.contactId !== contactId) throw messageNotFound();
    return message;
  }

  /** Null: whichever is active when it is sent. */
  private async chooseSender(ctx: WorkspaceContext, id: string | null): Promise<string | null> {
    const options = await this.senders.listForEmail(ctx);
    const chosen = id === null ? options.find(({ isActive }) => isActive) : options.find((option) => option.id === id);
    if (!chosen) throw unknownSender();
    if (chosen.pausedReason !== null) throw senderPaused(chosen.pausedReason);
    return chosen.id;
  }
}

function present(message: DirectMessage): DirectMessageDto {
  const { id, contactId, channel, state, replyTo, subject, attempts, createdAt, sentAt, authorName } = message;
  return {
    ...{ id, contactId, channel, state, replyTo, subject, attempts: Number(attempts), createdAt, sentAt, authorName },
    from: addressText({ name: message.fromName, address: message.fromAddress }),
    to: message.toAddress,
    error: message.errorCode === null ? null : { code: message.errorCode, message: message.errorMessage ?? '' },
    dueAt: state === 'queued' ? message.dueAt : null,
  };
}
