import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { type CreateTopicDto, MOST_TOPICS, type TopicDto, type UpdateTopicDto } from './topics/TopicDtos.js';
import { tooManyTopics, topicChangedMeanwhile, topicNameTaken, topicNotFound, topicOrderOutdated } from './topics/topicErrors.js';
import { type StoredTopic, TopicRepository } from './topics/TopicRepository.js';

/** What a workspace writes about. Topics are archived, never deleted: who left one has said so for good. */
@Injectable()
export class TopicService {
  constructor(
    private readonly topics: TopicRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext): Promise<TopicDto[]> {
    return (await this.topics.list(ctx)).map(present);
  }

  /** Those that are offered to readers. */
  async listOpen(ctx: WorkspaceContext): Promise<StoredTopic[]> {
    return (await this.topics.list(ctx)).filter(({ archivedAt }) => archivedAt === null);
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    return new Map((await this.topics.list(ctx)).filter(({ id }) => ids.includes(id)).map(({ id, name }) => [id, name]));
  }

  create(ctx: WorkspaceContext, { name, description }: CreateTopicDto): Promise<TopicDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const all = await this.lock(ctx);
      if (all.length >= MOST_TOPICS) throw tooManyTopics(MOST_TOPICS);
      requireFreeName(all, name);
      const now = nowIso(this.clock);
      const position = Math.max(-1, ...all.map((topic) => topic.position)) + 1;
      const times = { archivedAt: null, createdAt: now, updatedAt: now };
      const topic: StoredTopic = { id: newId(), name, description: description || null, position, version: 1, ...times };
      await this.topics.insert(ctx, topic);
      await this.audit.record(ctx, { action: 'topic.created', entity: ['topic', topic.id], after: stateOf(topic) });
      return present(topic);
    });
  }

  update(ctx: WorkspaceContext, id: string, input: UpdateTopicDto): Promise<TopicDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const all = await this.lock(ctx);
      const before = find(all, id);
      if (before.version !== input.version) throw topicChangedMeanwhile(before.version);
      const description = input.description === undefined ? before.description : input.description || null;
      const after = { ...before, name: input.name ?? before.name, description, updatedAt: nowIso(this.clock) };
      requireFreeName(all, after.name, id);
      return this.write(ctx, 'topic.updated', before, after);
    });
  }

  /** Restored, it is the last in the order. As it is already: nothing happens. */
  setArchived(ctx: WorkspaceContext, id: string, isArchived: boolean): Promise<TopicDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const all = await this.lock(ctx);
      const before = find(all, id);
      if ((before.archivedAt !== null) === isArchived) return present(before);
      const now = nowIso(this.clock);
      const position = isArchived ? before.position : Math.max(...all.map((topic) => topic.position)) + 1;
      const after = { ...before, position, archivedAt: isArchived ? now : null, updatedAt: now };
      return this.write(ctx, isArchived ? 'topic.archived' : 'topic.restored', before, after);
    });
  }

  order(ctx: WorkspaceContext, topicIds: readonly string[]): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const open = (await this.lock(ctx)).filter(({ archivedAt }) => archivedAt === null);
      const byId = new Map(open.map((topic) => [topic.id, topic]));
      if (new Set(topicIds).size !== open.length || topicIds.length !== open.length || topicIds.some((id) => !byId.has(id)))
        throw topicOrderOutdated();
      if (open.every(({ id }, at) => topicIds[at] === id)) return;
      await this.topics.place(ctx, topicIds);
      await this.audit.record(ctx, {
        action: 'topic.ordered',
        entity: ['workspace', ctx.workspaceId],
        before: { topics: open.map(({ name }) => name) },
        after: { topics: topicIds.map((id) => byId.get(id)?.name ?? '') },
      });
    });
  }

  private async write(
    ctx: WorkspaceContext,
    action: 'topic.updated' | 'topic.archived' | 'topic.restored',
    before: StoredTopic,
    after: StoredTopic,
  ): Promise<TopicDto> {
    if (!(await this.topics.update(ctx, after))) throw topicChangedMeanwhile(before.version + 1);
    await this.audit.record(ctx, { action, entity: ['topic', after.id], before: stateOf(before), after: stateOf(after) });
    return present({ ...after, version: before.version + 1 });
  }

  /** Names and numbers are checked before they are written. */
  private async lock(ctx: WorkspaceContext): Promise<StoredTopic[]> {
    await serialise(ctx.manager, `topics ${ctx.workspaceId}`);
    return this.topics.list(ctx);
  }
}

function find(all: readonly StoredTopic[], id: string): StoredTopic {
  const topic = all.find((one) => one.id === id);
  if (!topic) throw topicNotFound();
  return topic;
}

function requireFreeName(all: readonly StoredTopic[], name: string, exceptId?: string): void {
  const key = name.toLowerCase();
  if (all.some((other) => other.id !== exceptId && other.name.toLowerCase() === key)) throw topicNameTaken();
}

function present({ id, name, description, archivedAt, version, createdAt, updatedAt }: StoredTopic): TopicDto {
  return { id, name, description, isArchived: archivedAt !== null, version, createdAt, updatedAt };
}

function stateOf({ name, description, archivedAt }: StoredTopic): object {
  return { name, description, isArchived: archivedAt !== null };
}
