import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { toPage } from '../../platform/database/keyset.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import type { CreateReminderDto, ListRemindersQuery, ReminderDto, UpdateReminderDto } from './ReminderDtos.js';
import { reminderNotFound, tooManyReminders } from './reminderErrors.js';
import { ReminderNews } from './ReminderNews.js';
import { ReminderRules } from './ReminderRules.js';
import { type ReminderRow, ReminderRepository } from './ReminderRepository.js';

/** Of one contact, done ones included. */
const MOST = 1_000;

type Act = 'reminder.done' | 'reminder.reopened' | 'reminder.deleted';

/** What members want to do about a contact, and when. */
@Injectable()
export class ReminderService {
  constructor(
    private readonly reminders: ReminderRepository,
    private readonly rules: ReminderRules,
    private readonly news: ReminderNews,
    private readonly contacts: ContactService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, query: ListRemindersQuery): Promise<Page<ReminderDto>> {
    const state = query.state ?? 'open';
    const rows = await this.reminders.list(ctx, { ...query, state, now: nowIso(this.clock) });
    return toPage(rows, query.limit, (row) => (state === 'done' ? [row.doneAt ?? '', row.dueAt, row.id] : [row.dueAt, row.id]), toDto);
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ReminderDto> {
    return toDto(await this.require(ctx, id));
  }

  async create(ctx: WorkspaceContext, input: CreateReminderDto): Promise<ReminderDto> {
    const { contactId, text } = input;
    await this.contacts.require(ctx, contactId);
    const timeZone = await this.rules.zoneOf(ctx, input.timeZone);
    const dueAt = this.rules.requireLater(input.dueAt);
    const self = actorUserId(ctx);
    const assigneeId = await this.rules.requireAssignable(ctx, input.assigneeId ?? self ?? '');
    return this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `reminders ${contactId}`);
      if ((await this.reminders.count(ctx, contactId)) >= MOST) throw tooManyReminders(MOST);
      const id = newId();
      const fresh = { doneAt: null, notifiedAt: null, deletedAt: null, createdBy: self, createdAt: nowIso(this.clock) };
      await this.reminders.insert(ctx, { id, contactId, text, dueAt, timeZone, assigneeId, ...fresh });
      const after = { text, dueAt, timeZone, assigneeId };
      await this.news.tell(ctx, { id, contactId, newAssignee: assigneeId }, { action: 'reminder.created', after });
      return toDto(await this.require(ctx, id));
    });
  }

  update(ctx: WorkspaceContext, id: string, input: UpdateReminderDto): Promise<ReminderDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { text, dueAt, timeZone, assigneeId, contactId } = await this.require(ctx, id);
      const before = { text, dueAt, timeZone, assigneeId };
      const isMoved = input.dueAt !== undefined && new Date(input.dueAt).toISOString() !== dueAt;
      const after = {
        text: input.text ?? text,
        dueAt: isMoved ? this.rules.requireLater(input.dueAt ?? '') : dueAt,
        timeZone: await this.rules.zoneOf(ctx, input.timeZone ?? timeZone),
        assigneeId:
          input.assigneeId === undefined || input.assigneeId === assigneeId
            ? assigneeId
            : await this.rules.requireAssignable(ctx, input.assigneeId),
      };
      const isNews = isMoved || after.assigneeId !== assigneeId;
      if (!(await this.reminders.update(ctx, id, { ...after, ...(isNews ? { notifiedAt: null } : {}) }))) throw reminderNotFound();
      const newAssignee = after.assigneeId === assigneeId ? null : after.assigneeId;
      await this.news.tell(ctx, { id, contactId, newAssignee }, { action: 'reminder.updated', before, after });
      return toDto(await this.require(ctx, id));
    });
  }

  /** Marking twice is marking once. */
  async setDone(ctx: WorkspaceContext, id: string, isDone: boolean): Promise<ReminderDto> {
    const { doneAt } = await this.require(ctx, id);
    if ((doneAt !== null) !== isDone) {
      const change = isDone ? { doneAt: nowIso(this.clock) } : { doneAt: null };
      await this.change(ctx, id, change, isDone ? 'reminder.done' : 'reminder.reopened');
    }
    return this.get(ctx, id);
  }

  delete(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.change(ctx, id, { deletedAt: nowIso(this.clock) }, 'reminder.deleted');
  }

  /** For 30 days after it was deleted. */
  restore(ctx: WorkspaceContext, id: string): Promise<ReminderDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.reminders.restore(ctx, id))) throw reminderNotFound();
      const row = await this.require(ctx, id);
      await this.news.tell(ctx, row, { action: 'reminder.restored', after: { text: row.text } });
      return toDto(row);
    });
  }

  private change(ctx: WorkspaceContext, id: string, change: Parameters<ReminderRepository['update']>[2], action: Act): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.require(ctx, id);
      if (!(await this.reminders.update(ctx, id, change))) throw reminderNotFound();
      await this.news.tell(ctx, row, { action, before: { text: row.text } });
    });
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<ReminderRow> {
    const row = await this.reminders.find(ctx, id);
    if (!row) throw reminderNotFound();
    return row;
  }
}

function toDto({ firstName, lastName, primaryEmail, primaryPhone, company, ...row }: ReminderRow): ReminderDto {
  return { ...row, contactName: displayName({ firstName, lastName, primaryEmail, primaryPhone, company }) };
}
