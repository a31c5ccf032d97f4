import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import type { InboundMail } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { type MessageOrigin, OwnMessages } from '../campaigns/public.js';
import { DeliveryReported, type DeliveryReport } from '../providers/DeliveryEvents.js';
import { InboundAnswers } from './InboundAnswers.js';
import { InboundLinks } from './InboundLinks.js';
import { InboundMessageRepository } from './InboundMessageRepository.js';
import { type MailboxCounts, MailboxRepository, type MailboxRow } from './MailboxRepository.js';
import { isGivenUp, softBouncesSince } from './softBounceRule.js';

/** A message of a mailbox, read. */
export interface ReadMessage {
  readonly mail: InboundMail;
  readonly raw: Buffer;
  readonly receivedAt: string | null;
  /** The provider's own ids of messages that it may be about, where it names none of ours. */
  readonly sentAs: readonly string[];
}

export interface ReadPage {
  readonly messages: readonly ReadMessage[];
  /** Where it began. */
  readonly from: string;
  /** Where reading goes on after it. */
  readonly place: string;
}

/** Where a message was read. */
interface Source {
  readonly mailboxId: string | null;
  readonly provider: string;
  /** Who tells what it means: see DeliveryReport. */
  readonly account: string;
}

const COUNTED_AS = { bounce: 'bounces', complaint: 'complaints', reply: 'replies', autoReply: 'automatic', other: 'others' } as const;

/**
 * What a page of a mailbox changes, in one transaction with the place at which reading goes on: killed at any point, all of it happened or
 * none. A message counts only when it is about one that this workspace sent (docs/adr/0120).
 * More than six dependencies: bounces and answers each go to whoever knows messages, deliveries and timelines.
 */
@Injectable()
export class InboundRecorder {
  constructor(
    private readonly mailboxes: MailboxRepository,
    private readonly inbound: InboundMessageRepository,
    private readonly own: OwnMessages,
    private readonly links: InboundLinks,
    private readonly answers: InboundAnswers,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** False: the mailbox has other settings by now, or none, and nothing was recorded. */
  async record(ctx: WorkspaceContext, mailbox: MailboxRow, { messages, from, place }: ReadPage): Promise<boolean> {
    const outdated = new Error('The mailbox was changed meanwhile.');
    try {
      await this.unitOfWork.run(ctx, async (ctx) => {
        const counts = { bounces: 0, complaints: 0, replies: 0, automatic: 0, others: 0 };
        for (const message of messages) {
          const counted = await this.take(ctx, sourceOf(mailbox), message);
          if (counted !== null) counts[counted] += 1;
        }
        if (!(await this.mailboxes.advance(ctx, mailbox, { from, place }, counts, nowIso(this.clock)))) throw outdated;
      });
      return true;
    } catch (error) {
      if (error === outdated) return false;
      throw error;
    }
  }

  /**
   * One message that came back to the mail lab, inside the caller's unit of work. Answers whom ours was sent to; null: it is about none
   * that this workspace sent.
   */
  async recordLab(ctx: WorkspaceContext, message: ReadMessage): Promise<string | null> {
    const counted = await this.take(ctx, { mailboxId: null, provider: 'mail_lab', account: ctx.workspaceId }, message);
    return counted === 'others' ? null : ((await this.originOf(ctx, message))?.contactId ?? null);
  }

  /** What it counts as. Null: it was read before. */
  private async take(ctx: WorkspaceContext, source: Source, message: ReadMessage): Promise<keyof MailboxCounts | null> {
    const { mail } = message;
    const origin = await this.originOf(ctx, message);
    if (!origin || mail.kind === 'other') return 'others';
    const now = nowIso(this.clock);
    const id = newId();
    const at = momentOf(message, now);
    const isNew = await this.inbound.insert(
      ctx,
      {
        ...{ id, mailboxId: source.mailboxId, digest: digestOf(message), kind: mail.kind, aboutId: origin.id },
        severity: mail.kind === 'bounce' ? mail.bounce.severity : null,
        addressKey: emailKey(origin.address),
        referenceIds: mail.kind === 'reply' || mail.kind === 'autoReply' ? referencesTo(origin, mail) : null,
        receivedAt: at,
      },
      now,
    );
    if (!isNew) return null;
    switch (mail.kind) {
      case 'bounce':
        await this.bounce(ctx, source, { origin, bounce: mail.bounce, id: digestOf(message), at });
        break;
      case 'complaint':
        await this.tell(ctx, source, origin, { type: 'complained', id: digestOf(message), at, detail: {} });
        break;
      case 'reply':
        await this.tell(ctx, source, origin, { type: 'replied', id: digestOf(message), at, detail: {} });
        await this.answers.show(ctx, origin, mail, { id, at });
        break;
      case 'autoReply':
        await this.answers.show(ctx, origin, mail, { id, at });
        break;
    }
    return COUNTED_AS[mail.kind];
  }

  private async originOf(ctx: WorkspaceContext, { mail, sentAs }: ReadMessage): Promise<MessageOrigin | null> {
    if (mail.kind === 'other') return null;
    return (await this.own.find(ctx, mail.about)) ?? (await this.own.findSentAs(ctx, sentAs)) ?? (await this.links.find(ctx, mail.links));
  }

  /** The address is given up only where the report names the one we wrote to, or by the rule of soft bounces. */
  private async bounce(
    ctx: WorkspaceContext,
    source: Source,
    {
      origin,
      bounce,
      id,
      at,
    }: { origin: MessageOrigin; bounce: Extract<InboundMail, { kind: 'bounce' }>['bounce']; id: string; at: string },
  ): Promise<void> {
    if (bounce.severity === 'delayed') return;
    const key = emailKey(origin.address);
    const isAboutIt = bounce.recipients.some((address) => emailKey(address) === key);
    const isHard = bounce.severity === 'hard' && isAboutIt;
    const isOver = !isHard && bounce.severity === 'soft' && isAboutIt && (await this.isGivenUp(ctx, origin, key));
    const { status, diagnostic } = bounce;
    await this.tell(ctx, source, origin, {
      ...{ type: 'bounced', id, at },
      isAddressFine: !isHard && !isOver,
      detail: { severity: isHard || isOver ? 'permanent' : 'temporary', status, response: diagnostic },
    });
  }

  private async isGivenUp(ctx: WorkspaceContext, { contactId }: MessageOrigin, key: string): Promise<boolean> {
    const told = await this.inbound.listAbout(ctx, key, softBouncesSince(this.clock.now()));
    return isGivenUp(told, await this.own.lastSignOf(ctx, contactId, 'email'));
  }

  private tell(
    ctx: WorkspaceContext,
    { provider, account }: Source,
    { messageId, address }: MessageOrigin,
    { type, id, at, ...more }: Pick<DeliveryReport, 'type' | 'detail' | 'isAddressFine'> & { id: string; at: string },
  ): Promise<void> {
    return this.events.publish(ctx, DeliveryReported, {
      ...{ workspaceId: ctx.workspaceId, provider, account, eventId: `mailbox:${id}` },
      ...{ type, messageId, address, occurredAt: at },
      ...more,
    });
  }
}

function sourceOf({ id, senderAccountId }: MailboxRow): Source {
  return { mailboxId: id, provider: 'mailbox', account: senderAccountId };
}

/** By its own Message-ID: a folder that was restored or moved counts its messages anew. */
function digestOf({ mail, raw }: ReadMessage): string {
  return createHash('sha256')
    .update(mail.messageId ?? raw)
    .digest('base64url');
}

/** As Message-IDs stand in References: the oldest first. */
function referencesTo({ messageId }: MessageOrigin, mail: InboundMail): string {
  return [messageId, mail.messageId].filter((id) => id !== null && id !== '').join(' ');
}

/** When the mailbox received it; what a message claims of itself may lie anywhere. */
function momentOf({ receivedAt, mail }: ReadMessage, now: string): string {
  const told = receivedAt ?? mail.date ?? now;
  return told > now ? now : told;
}
