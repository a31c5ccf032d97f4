import { Injectable, type OnModuleInit } from '@nestjs/common';
import { readMime } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { firstIdAt } from '../../platform/database/ids.js';
import { toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock } from '../../platform/time/Clock.js';
import { linksOf, oneClickUrl } from './labLinks.js';
import { LabNews } from './LabNews.js';
import type { LabMessageDto, LabMessageQuery, LabMessageSummaryDto } from './MailLabDtos.js';
import { labMessageNotFound } from './mailLabErrors.js';
import { type LabEventRow, type LabMessageRow, MailLabRepository } from './MailLabRepository.js';

/** Together some hundred megabytes for each workspace. */
const KEPT_MESSAGES = 20_000;
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/** The built-in mailbox: shows what it was given, and how long it is kept. */
@Injectable()
export class MailLabService implements OnModuleInit {
  constructor(
    private readonly messages: MailLabRepository,
    private readonly news: LabNews,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly removals: Removals,
  ) {}

  onModuleInit(): void {
    this.removals.register('mailLab', (ctx, { targetId }, limits) => this.messages.removeCleared(ctx, targetId, limits));
  }

  async list(ctx: WorkspaceContext, query: LabMessageQuery): Promise<Page<LabMessageSummaryDto>> {
    return toPage(
      await this.messages.list(ctx, query),
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Opening a message marks it as read. */
  async show(ctx: WorkspaceContext, id: string): Promise<LabMessageDto> {
    const row = await this.require(ctx, id);
    if (await this.messages.markRead(ctx, id)) this.news.changed(ctx.workspaceId);
    return this.present(ctx, row);
  }

  async present(ctx: WorkspaceContext, row: LabMessageRow): Promise<LabMessageDto> {
    const { id, channel, from, to, subject, receivedAt, contactId, campaignId } = row;
    const { headers, html, text } = contentOf(row);
    const events = (await this.messages.listEvents(ctx, id)).map(({ type, at, detail }) => ({ type, at, detail }));
    const read = {
      html,
      text,
      headers: [...headers],
      raw: row.raw.toString('utf8'),
      links: linksOf(html, text),
      // A text is ended by its answer.
      canUnsubscribe: channel === 'text' || oneClickUrl(headers) !== null,
    };
    return { id, channel, from, to, subject, receivedAt, contactId, campaignId, events, ...read };
  }

  async require(ctx: WorkspaceContext, id: string): Promise<LabMessageRow> {
    const row = await this.messages.find(ctx, id);
    if (!row) throw labMessageNotFound();
    return row;
  }

  find(ctx: WorkspaceContext, id: string): Promise<LabMessageRow | null> {
    return this.messages.find(ctx, id);
  }

  async hasEvent(ctx: WorkspaceContext, id: string, eventId: string): Promise<boolean> {
    return (await this.messages.listEvents(ctx, id)).some((event) => event.id === eventId);
  }

  /** `isSeen`: someone did it by hand, who has seen the message. */
  addEvent(ctx: WorkspaceContext, id: string, event: LabEventRow, seen?: { readonly isSeen: boolean }): Promise<void> {
    return this.messages.insertEvent(ctx, id, event, seen);
  }

  /** Messages of members to one contact do not name them: who that is becomes known by the first answer. */
  nameContact(ctx: WorkspaceContext, id: string, contactId: string): Promise<void> {
    return this.messages.nameContact(ctx, id, contactId);
  }

  countUnread(ctx: WorkspaceContext): Promise<number> {
    return this.messages.countUnread(ctx);
  }

  async clear(ctx: WorkspaceContext): Promise<number> {
    const { newest, count } = await this.messages.findExtent(ctx);
    if (newest === null) return 0;
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.hideUpTo(ctx, newest);
      await this.audit.record(ctx, { action: 'mailLab.emptied', details: { messages: count } });
    });
    this.news.changed(ctx.workspaceId);
    return count;
  }

  /** What is older than some months, or beyond the newest so many, is not kept: a mailbox for rehearsals is no archive. */
  async removeOld(ctx: WorkspaceContext): Promise<void> {
    const oldest = new Date(this.clock.now().getTime() - KEPT_DAYS * DAY_MS);
    const upTo = await this.messages.findTooOld(ctx, firstIdAt(oldest), KEPT_MESSAGES);
    if (upTo === null) return;
    await this.unitOfWork.run(ctx, (ctx) => this.hideUpTo(ctx, upTo));
    this.news.changed(ctx.workspaceId);
  }

  listWorkspaceIds(ctx: Context): Promise<string[]> {
    return this.messages.listWorkspaceIds(ctx);
  }

  /** Gone from view at once, and removed in the background. */
  private async hideUpTo(ctx: WorkspaceContext, id: string): Promise<void> {
    await this.messages.markCleared(ctx, id);
    await this.removals.begin(ctx, { kind: 'mailLab', targetId: ctx.workspaceId, workspaceId: ctx.workspaceId });
  }
}

function contentOf({ channel, raw }: LabMessageRow): Pick<ReturnType<typeof readMime>, 'headers' | 'html' | 'text'> {
  return channel === 'text' ? { headers: [], html: null, text: raw.toString('utf8') } : readMime(raw);
}
