import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { ConsentChannel, PreferenceEvent } from '../consentHistory.js';
import { type ConsentEventRow, ConsentRepository } from '../ConsentRepository.js';
import { PreferenceRepository } from './PreferenceRepository.js';

/** What the addresses of one person got from each other. A journal keeps it. */
export interface CarriedChoices {
  readonly topics: readonly { readonly addressKey: string; readonly topicId: string }[];
  readonly pauses: readonly { readonly addressKey: string; readonly before: string | null; readonly until: string }[];
}

/** Two contacts turn out to be one person: a topic that one address left is left by all, and the longest pause holds for all. */
@Injectable()
export class PreferenceCarry {
  constructor(
    private readonly preferences: PreferenceRepository,
    private readonly consent: ConsentRepository,
    private readonly clock: Clock,
  ) {}

  /** Inside the caller's unit of work, which has locked the addresses. */
  async carry(ctx: WorkspaceContext, channel: ConsentChannel, keys: readonly string[], proof: Proof): Promise<CarriedChoices> {
    const now = nowIso(this.clock);
    const { left, pauses } = await this.preferences.listOf(ctx, channel, keys, now);
    const topicIds = [...new Set(left.map(({ topicId }) => topicId))];
    const has = new Set(left.map(({ addressKey, topicId }) => `${addressKey} ${topicId}`));
    const topics = keys.flatMap((addressKey) =>
      topicIds.filter((topicId) => !has.has(`${addressKey} ${topicId}`)).map((topicId) => ({ addressKey, topicId })),
    );
    const until = pauses
      .map((pause) => pause.until)
      .sort()
      .at(-1);
    const before = new Map(pauses.map((pause) => [pause.addressKey, pause.until]));
    const longer = until === undefined ? [] : keys.filter((key) => before.get(key) !== until);
    const paused = longer.map((addressKey) => ({ addressKey, before: before.get(addressKey) ?? null, until: until ?? '' }));
    for (const { addressKey, topicId } of topics) await this.preferences.leave(ctx, { channel, addressKey }, topicId, now);
    for (const { addressKey, until } of paused) await this.preferences.pause(ctx, { channel, addressKey }, until, now);
    await this.write(ctx, channel, proof, [
      ...topics.map((one) => ({ ...one, event: 'topicLeft' as const })),
      ...paused.map(({ addressKey }) => ({ addressKey, topicId: null, event: 'paused' as const })),
    ]);
    return { topics, pauses: paused };
  }

  /** What `carry` did, taken back. A pause that was changed since stays. */
  async takeBack(ctx: WorkspaceContext, channel: ConsentChannel, { topics, pauses }: CarriedChoices, proof: Proof): Promise<void> {
    const now = nowIso(this.clock);
    const events: Said[] = [];
    for (const { addressKey, topicId } of topics) {
      if (await this.preferences.join(ctx, { channel, addressKey }, topicId)) events.push({ addressKey, topicId, event: 'topicJoined' });
    }
    for (const { addressKey, before, until } of pauses) {
      if ((await this.preferences.findPause(ctx, { channel, addressKey }, now)) !== until) continue;
      if (before === null) await this.preferences.resume(ctx, { channel, addressKey });
      else await this.preferences.pause(ctx, { channel, addressKey }, before, now);
      events.push({ addressKey, topicId: null, event: before === null ? 'resumed' : 'paused' });
    }
    await this.write(ctx, channel, proof, events);
  }

  private async write(
    ctx: WorkspaceContext,
    channel: ConsentChannel,
    { contactId, mergeId }: Proof,
    events: readonly Said[],
  ): Promise<void> {
    const createdAt = nowIso(this.clock);
    const rows = events.map((said): ConsentEventRow => {
      return { id: newId(), channel, contactId, ...said, source: 'merge', proof: { mergeId }, createdAt };
    });
    if (rows.length > 0) await this.consent.insertEvents(ctx, rows);
  }
}

type Said = { readonly addressKey: string; readonly topicId: string | null; readonly event: PreferenceEvent };

interface Proof {
  readonly contactId: string;
  readonly mergeId: string;
}
