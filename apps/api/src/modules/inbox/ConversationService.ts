import { Injectable } from '@nestjs/common';
import { displayName, mayActAs } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { MemberService } from '../workspaces/MemberService.js';
import type { ConversationCountsDto, ConversationDto, ListConversationsQuery, UpdateConversationDto } from './ConversationDtos.js';
import { cannotTake, conversationNotFound, doneAndSnoozed, newAnswer, snoozedIntoPast, snoozedTooLong } from './conversationErrors.js';
import { ConversationNews } from './ConversationNews.js';
import { ConversationPresenter } from './ConversationPresenter.js';
import { type Care, ConversationRepository, type ConversationRow } from './ConversationRepository.js';

/** Clocks of people and servers differ by so much, in milliseconds. */
const TOLERANCE = 60_000;
const MOST_YEARS = 2;

/** What people do with conversations. */
@Injectable()
export class ConversationService {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly presenter: ConversationPresenter,
    private readonly news: ConversationNews,
    private readonly members: MemberService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, query: ListConversationsQuery): Promise<Page<ConversationDto>> {
    const filter = { ...query, view: query.view ?? 'open', userId: actorUserId(ctx), now: nowIso(this.clock) };
    const { items, nextCursor } = toPage(
      await this.conversations.list(ctx, filter),
      query.limit,
      ({ listedAt, id }) => [listedAt, id],
      (row) => row,
    );
    return { items: await this.presenter.present(ctx, items), nextCursor };
  }

  count(ctx: WorkspaceContext): Promise<ConversationCountsDto> {
    return this.conversations.count(ctx, actorUserId(ctx), nowIso(this.clock));
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ConversationDto> {
    return this.presenter.presentOne(ctx, await this.require(ctx, id));
  }

  async update(ctx: WorkspaceContext, id: string, input: UpdateConversationDto): Promise<ConversationDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const { status, assigneeId, snoozedUntil } = await this.require(ctx, id);
      const before = { status, assigneeId, snoozedUntil };
      const change = await this.changeOf(ctx, before, input);
      if (!(await this.conversations.care(ctx, id, change, input.lastEntryId ?? null))) throw newAnswer();
      const after = { ...before, ...change };
      if (!isSame(before, after)) await this.news.updated(ctx, id, { before, after });
    });
    return this.get(ctx, id);
  }

  /** Only as far as it was read: an answer that arrived since stays unread. */
  async markRead(ctx: WorkspaceContext, id: string, lastEntryId: string): Promise<ConversationDto> {
    await this.require(ctx, id);
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.conversations.markRead(ctx, id, lastEntryId)) this.news.changed(ctx, id);
    });
    return this.get(ctx, id);
  }

  async markUnread(ctx: WorkspaceContext, id: string): Promise<ConversationDto> {
    await this.require(ctx, id);
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.conversations.markUnread(ctx, id)) this.news.changed(ctx, id);
    });
    return this.get(ctx, id);
  }

  /** Names of contacts, by conversation. */
  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    return new Map((await this.conversations.listNamed(ctx, ids)).map((row) => [row.id, displayName(row)]));
  }

  private async changeOf(
    ctx: WorkspaceContext,
    before: Care,
    { status, assigneeId, snoozedUntil }: UpdateConversationDto,
  ): Promise<Partial<Care>> {
    if (status === 'done' && snoozedUntil) throw doneAndSnoozed();
    if (assigneeId && assigneeId !== before.assigneeId) await this.requireAssignable(ctx, assigneeId);
    const taken = assigneeId === undefined ? {} : { assigneeId };
    if (status === 'done') return { ...taken, status, snoozedUntil: null };
    if (snoozedUntil) return { ...taken, status: 'open', snoozedUntil: this.requireLater(snoozedUntil) };
    return { ...taken, ...(status && { status }), ...(snoozedUntil === null && { snoozedUntil }) };
  }

  /** A member who can do something about it. */
  private async requireAssignable(ctx: WorkspaceContext, userId: string): Promise<void> {
    const member = (await this.members.list(ctx)).find((one) => one.userId === userId);
    if (!member || !mayActAs(member.role, 'author')) throw cannotTake();
  }

  /** In UTC. */
  private requireLater(moment: string): string {
    const at = new Date(moment);
    const now = this.clock.now();
    if (at.getTime() < now.getTime() - TOLERANCE) throw snoozedIntoPast();
    const last = new Date(now);
    last.setUTCFullYear(now.getUTCFullYear() + MOST_YEARS);
    if (at.getTime() > last.getTime()) throw snoozedTooLong(MOST_YEARS);
    return at.toISOString();
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<ConversationRow> {
    const row = await this.conversations.find(ctx, id);
    if (!row) throw conversationNotFound();
    return row;
  }
}

function isSame(a: Care, b: Care): boolean {
  return a.status === b.status && a.assigneeId === b.assigneeId && a.snoozedUntil === b.snoozedUntil;
}
