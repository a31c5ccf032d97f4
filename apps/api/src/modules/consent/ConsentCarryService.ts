import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ConsentRepository, type ConsentEventRow, type Suppression } from './ConsentRepository.js';
import { type CarriedChoices, PreferenceCarry } from './preferences/PreferenceCarry.js';
import {
  CARRIED_REASONS,
  type CarriedReason,
  type CarryEvent,
  type ConsentChannel,
  type HistoryEvent,
  holds,
  reasonsAfter,
  strongest,
  type SuppressionReason,
} from './consentHistory.js';

/** What one address got from the others of its person. A journal keeps it. */
export interface Carried {
  readonly addressKey: string;
  readonly reasons: readonly CarriedReason[];
  /** What held before; null: it could be written to. */
  readonly before: Suppression | null;
}

export interface CarriedConsent {
  readonly channel: ConsentChannel;
  readonly addresses: readonly Carried[];
  /** Topics and pauses; journals of earlier versions have none. */
  readonly choices?: CarriedChoices;
}

interface Cause {
  readonly contactId: string;
  /** The merge, as proof. */
  readonly mergeId: string;
}

/**
 * Two contacts turn out to be one person: who said no on one address said it for all of them. A complaint, an unsubscription and a
 * person's decision are carried, the strictest wins; a bounce says something of its address alone.
 */
@Injectable()
export class ConsentCarryService {
  constructor(
    private readonly consent: ConsentRepository,
    private readonly preferences: PreferenceCarry,
    private readonly clock: Clock,
  ) {}

  /** The strictest that was said on any of these addresses, and on which; null when all may be written to. */
  async strictest(
    ctx: WorkspaceContext,
    channel: ConsentChannel,
    keys: readonly string[],
  ): Promise<{ readonly addressKey: string; readonly reason: SuppressionReason } | null> {
    const histories = await this.consent.listHistories(ctx, channel, keys);
    for (const reason of CARRIED_REASONS)
      for (const addressKey of keys) if (holds(reasonsAfter(histories.get(addressKey) ?? []), reason)) return { addressKey, reason };
    return null;
  }

  /** Inside the caller's unit of work. */
  async carry(ctx: WorkspaceContext, channel: ConsentChannel, keys: readonly string[], cause: Cause): Promise<CarriedConsent> {
    const all = [...new Set(keys)].sort();
    if (all.length < 2) return { channel, addresses: [] };
    const histories = await this.lockAndRead(ctx, channel, all);
    const carried = await this.preferences.carry(ctx, channel, all, cause);
    const choices = carried.topics.length + carried.pauses.length > 0 ? { choices: carried } : {};
    const held = new Map(all.map((key) => [key, reasonsAfter(histories.get(key) ?? [])]));
    const said = CARRIED_REASONS.filter((reason) => [...held.values()].some((reasons) => holds(reasons, reason)));
    if (said.length === 0) return { channel, addresses: [], ...choices };
    const before = new Map((await this.consent.listSuppressed(ctx, channel, all)).map((row) => [row.addressKey, row]));
    const addresses = all
      .map((addressKey) => ({
        addressKey,
        reasons: said.filter((reason) => !holds(held.get(addressKey) ?? new Set(), reason)),
        before: before.get(addressKey) ?? null,
      }))
      .filter(({ reasons }) => reasons.length > 0);
    await this.write(ctx, channel, histories, { addresses, verb: 'carried', cause });
    return { channel, addresses, ...choices };
  }

  /** What `carry` did, taken back, whatever was said since: that stays. */
  async takeBack(ctx: WorkspaceContext, { channel, addresses, choices }: CarriedConsent, cause: Cause): Promise<void> {
    if (choices) await this.preferences.takeBack(ctx, channel, choices, cause);
    if (addresses.length === 0) return;
    const histories = await this.lockAndRead(
      ctx,
      channel,
      addresses.map(({ addressKey }) => addressKey),
    );
    const still = addresses.map((address) => ({
      ...address,
      reasons: address.reasons.filter((reason) => reasonsAfter(histories.get(address.addressKey) ?? []).has(`carried:${reason}`)),
    }));
    await this.write(ctx, channel, histories, { addresses: still, verb: 'returned', cause });
  }

  private async lockAndRead(ctx: WorkspaceContext, channel: ConsentChannel, keys: readonly string[]): Promise<Map<string, HistoryEvent[]>> {
    for (const key of keys) await this.consent.lockAddress(ctx, channel, key);
    return this.consent.listHistories(ctx, channel, keys);
  }

  private async write(
    ctx: WorkspaceContext,
    channel: ConsentChannel,
    histories: ReadonlyMap<string, readonly HistoryEvent[]>,
    { addresses, verb, cause }: { addresses: readonly Carried[]; verb: 'carried' | 'returned'; cause: Cause },
  ): Promise<void> {
    const now = nowIso(this.clock);
    const rows: ConsentEventRow[] = [];
    const put: Suppression[] = [];
    for (const { addressKey, reasons, before } of addresses) {
      const had = histories.get(addressKey) ?? [];
      const events = reasons.map((reason): CarryEvent => `${verb}:${reason}`);
      rows.push(...events.map((event) => rowOf(channel, addressKey, event, cause, now)));
      const [was, is] = [strongest(reasonsAfter(had)), strongest(reasonsAfter([...had, ...events]))];
      if (is === was) continue;
      if (is === null) await this.consent.deleteSuppression(ctx, channel, addressKey);
      else put.push({ addressKey, reason: is, since: verb === 'returned' && before?.reason === is ? before.since : now });
    }
    await this.consent.insertEvents(ctx, rows);
    await this.consent.putSuppressions(ctx, channel, put);
  }
}

function rowOf(
  channel: ConsentChannel,
  addressKey: string,
  event: CarryEvent,
  { contactId, mergeId }: Cause,
  now: string,
): ConsentEventRow {
  return { id: newId(), channel, addressKey, contactId, event, source: 'merge', proof: { mergeId }, createdAt: now };
}
