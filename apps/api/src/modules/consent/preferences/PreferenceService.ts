import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../../platform/events/DomainEvents.js';
import type { ToldRow } from '../../../platform/references/ContactReferences.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ConsentChanged } from '../ConsentEvents.js';
import type { PreferenceEvent } from '../consentHistory.js';
import { ConsentRepository } from '../ConsentRepository.js';
import { TopicService } from '../TopicService.js';
import { PreferenceRepository, type Reader } from './PreferenceRepository.js';

export interface TopicChoice {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly hasLeft: boolean;
}

export interface Preferences {
  /** Topics that are offered, in their order. */
  readonly topics: readonly TopicChoice[];
  /** ISO 8601 UTC; null: not paused. */
  readonly pausedUntil: string | null;
}

/** Who changes something, and what proves it. */
export interface Chooser extends Reader {
  readonly source: 'preferencePage' | 'unsubscribeLink' | 'form';
  readonly contactId: string | null;
  readonly recipientId: string | null;
  /** What the message with the link was about. */
  readonly messageTopicId?: string | undefined;
  readonly proof: Readonly<Record<string, unknown>>;
}

/** Ids of topics; the others stay as they are. */
export interface Wish {
  readonly leave?: readonly string[];
  readonly join?: readonly string[];
  readonly pause?: 'begin' | 'end';
}

export interface ChangedPreferences extends Preferences {
  readonly left: readonly string[];
  readonly joined: readonly string[];
  /** Something was refused because it was done too often today. */
  readonly isTooOften: boolean;
}

const PAUSE_DAYS = 30;
const DAY_MS = 86_400_000;
/** Taking turns all day would fill the history of the address. Leaving and pausing are never refused; they need these in between. */
const JOINS_PER_DAY = 30;
const RESUMES_PER_DAY = 5;

type Change = { readonly event: PreferenceEvent; readonly topicId: string | null; readonly about: string };

/**
 * What a reader chose about topics and breaks. Only the reader changes it: members of the workspace see it. What is so already costs one
 * look and leaves no trace. More than six dependencies: state, history, log and announcement are one transaction.
 */
@Injectable()
export class PreferenceService {
  constructor(
    private readonly preferences: PreferenceRepository,
    private readonly consent: ConsentRepository,
    private readonly topics: TopicService,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext, reader: Reader): Promise<Preferences> {
    const open = await this.topics.listOpen(ctx);
    const left = open.length === 0 ? new Set<string>() : await this.preferences.listLeft(ctx, reader);
    return {
      topics: open.map(({ id, name, description }) => ({ id, name, description, hasLeft: left.has(id) })),
      pausedUntil: await this.preferences.findPause(ctx, reader, nowIso(this.clock)),
    };
  }

  /** Of all addresses of a person, for the file of everything that is known about them. */
  async *tell(ctx: WorkspaceContext, addressKeys: readonly string[]): AsyncGenerator<readonly ToldRow[]> {
    if (addressKeys.length === 0) return;
    const names = new Map((await this.topics.list(ctx)).map(({ id, name }) => [id, name]));
    const { left, pauses } = await this.preferences.listOf(ctx, 'email', addressKeys, nowIso(this.clock));
    yield left.map(({ addressKey, topicId, since }) => ({ address: addressKey, leftTopic: names.get(topicId) ?? topicId, since }));
    yield pauses.map(({ addressKey, until, since }) => ({ address: addressKey, pausedUntil: until, since }));
  }

  change(ctx: WorkspaceContext, chooser: Chooser, wish: Wish): Promise<ChangedPreferences> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.consent.lockAddress(ctx, chooser.channel, chooser.addressKey);
      const before = await this.get(ctx, chooser);
      const left = before.topics.filter(({ id, hasLeft }) => !hasLeft && wish.leave?.includes(id));
      const wanted = before.topics.filter(({ id, hasLeft }) => hasLeft && wish.join?.includes(id));
      const joined = wanted.slice(
        0,
        Math.max(0, wanted.length > 0 ? JOINS_PER_DAY - (await this.countToday(ctx, chooser, 'topicJoined')) : 0),
      );
      const changes: Change[] = [
        ...left.map(({ id, name }): Change => ({ event: 'topicLeft', topicId: id, about: name })),
        ...joined.map(({ id, name }): Change => ({ event: 'topicJoined', topicId: id, about: name })),
        ...(await this.pauseChange(ctx, chooser, wish, before)),
      ];
      for (const change of changes) await this.apply(ctx, chooser, change);
      await this.record(ctx, chooser, changes);
      const isResumeRefused = wish.pause === 'end' && before.pausedUntil !== null && !changes.some(({ event }) => event === 'resumed');
      return {
        ...(changes.length > 0 ? await this.get(ctx, chooser) : before),
        left: left.map(({ name }) => name),
        joined: joined.map(({ name }) => name),
        isTooOften: joined.length < wanted.length || isResumeRefused,
      };
    });
  }

  private async pauseChange(ctx: WorkspaceContext, chooser: Chooser, { pause }: Wish, { pausedUntil }: Preferences): Promise<Change[]> {
    if (pause === 'begin' && pausedUntil === null)
      return [{ event: 'paused', topicId: null, about: new Date(this.clock.now().getTime() + PAUSE_DAYS * DAY_MS).toISOString() }];
    if (pause !== 'end' || pausedUntil === null) return [];
    return (await this.countToday(ctx, chooser, 'resumed')) < RESUMES_PER_DAY ? [{ event: 'resumed', topicId: null, about: '' }] : [];
  }

  private async apply(ctx: WorkspaceContext, chooser: Chooser, { event, topicId, about }: Change): Promise<void> {
    const now = nowIso(this.clock);
    if (event === 'topicLeft' && topicId !== null) await this.preferences.leave(ctx, chooser, topicId, now);
    if (event === 'topicJoined' && topicId !== null) await this.preferences.join(ctx, chooser, topicId);
    if (event === 'paused') await this.preferences.pause(ctx, chooser, about, now);
    if (event === 'resumed') await this.preferences.resume(ctx, chooser);
  }

  private async record(ctx: WorkspaceContext, chooser: Chooser, changes: readonly Change[]): Promise<void> {
    if (changes.length === 0) return;
    const { channel, addressKey, source, contactId, recipientId } = chooser;
    const at = nowIso(this.clock);
    const rows = changes.map(({ event, topicId, about }) => ({
      ...{ id: newId(), channel, addressKey, contactId, event, topicId, source, createdAt: at },
      proof: {
        ...chooser.proof,
        ...(recipientId && { recipientId }),
        ...(event === 'paused' ? { until: about } : topicId && { topic: about }),
      },
    }));
    await this.consent.insertEvents(ctx, rows);
    await this.events.publish(ctx, ConsentChanged, {
      changes: rows.map(({ id, event, topicId }, index) => ({
        ...{
          workspaceId: ctx.workspaceId,
          channel,
          addressKey,
          event,
          source,
          contactId,
          // Leaving another topic says nothing about this message.
          recipientId: topicId !== null && topicId === chooser.messageTopicId ? recipientId : null,
          reason: null,
          at,
          consentEventId: id,
        },
        ...(changes[index]?.about ? { about: changes[index].about } : {}),
      })),
    });
    for (const { event, about } of changes)
      await this.audit.record(ctx, {
        action: `consent.${event}`,
        ...(contactId === null ? {} : { entity: ['contact', contactId] as const }),
        details: { channel, address: addressKey, source, ...(about && { about }) },
      });
  }

  private countToday(ctx: WorkspaceContext, { channel, addressKey }: Reader, event: PreferenceEvent): Promise<number> {
    const since = new Date(this.clock.now().getTime() - DAY_MS).toISOString();
    return this.consent.countSince(ctx, channel, addressKey, { event, since });
  }
}
