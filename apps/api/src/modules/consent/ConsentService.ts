import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ConsentChanged } from './ConsentEvents.js';
import {
  type ConsentChannel,
  type ConsentEvent,
  type PreferenceEvent,
  reasonsAfter,
  strongest,
  type SuppressionReason,
} from './consentHistory.js';
import { type ConsentEventRow, ConsentRepository, type Suppression } from './ConsentRepository.js';

export interface ConsentRecord {
  readonly channel: ConsentChannel;
  /** libs/common `emailKey` of the address. */
  readonly addressKey: string;
  readonly event: ConsentEvent;
  /** `unsubscribeLink`, `delivery`, `person`. */
  readonly source: string;
  readonly contactId?: string | null;
  readonly recipientId?: string | null;
  /** What one would show to someone who doubts it: address, browser and time of a click, the server's words of a bounce. */
  readonly proof?: Readonly<Record<string, unknown>>;
}

export interface BulkSuppression {
  readonly addressKey: string;
  readonly reason: SuppressionReason;
  readonly source: string;
  readonly contactId: string | null;
  readonly proof: Readonly<Record<string, unknown>>;
}

/** An event that someone meant: it is told to the log and announced. */
type SaidEvent = ConsentEventRow & { readonly event: ConsentEvent | PreferenceEvent };

/** Requests get a turn after so many. */
const TOGETHER = 250;

/** Events of one address that a person is shown: they come from clicks and decisions, a handful in a lifetime. All are kept. */
const MOST_SHOWN = 200;

export interface ConsentState {
  readonly suppression: Suppression | null;
  readonly events: readonly ConsentEventRow[];
}

/** Who may be written to. Keyed by address, not by contact: it survives deletion, merge and re-import, and the strictest wins. */
@Injectable()
export class ConsentService {
  constructor(
    private readonly consent: ConsentRepository,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The suppressed ones among these keys; one query for up to thousands. Keys that are not in the answer may be written to. */
  async listSuppressed(ctx: WorkspaceContext, channel: ConsentChannel, keys: readonly string[]): Promise<Map<string, Suppression>> {
    const rows = await this.consent.listSuppressed(ctx, channel, keys);
    return new Map(rows.map((row) => [row.addressKey, row]));
  }

  async isSuppressed(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string): Promise<boolean> {
    return (await this.consent.listSuppressed(ctx, channel, [addressKey])).length > 0;
  }

  /** Current state of one address, and the newest of its history. */
  async listFor(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string): Promise<ConsentState> {
    const [suppression] = await this.consent.listSuppressed(ctx, channel, [addressKey]);
    return { suppression: suppression ?? null, events: await this.consent.listEvents(ctx, channel, addressKey, MOST_SHOWN) };
  }

  /** How often this has happened to an address since then. */
  countSince(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string, event: ConsentEvent, since: Date): Promise<number> {
    return this.consent.countSince(ctx, channel, addressKey, { event, since: since.toISOString() });
  }

  /** Records a reason not to write to an address. Saying it twice changes nothing. */
  suppress(ctx: WorkspaceContext, reason: SuppressionReason, record: Omit<ConsentRecord, 'event'>): Promise<boolean> {
    return this.record(ctx, { ...record, event: reason });
  }

  /** The recipient changed their mind. Lifts an unsubscription, never a complaint, a bounce or a person's decision. */
  resubscribe(ctx: WorkspaceContext, record: Omit<ConsentRecord, 'event'>): Promise<boolean> {
    return this.record(ctx, { ...record, event: 'resubscribed' });
  }

  /**
   * Someone agreed to be written to and proved that the address is theirs. It lifts their own unsubscription; every other reason stays.
   * `about`: by what they agreed, as the timeline tells it.
   */
  agree(ctx: WorkspaceContext, about: string, record: Omit<ConsentRecord, 'event'>): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.resubscribe(ctx, record);
      const { channel, addressKey, source, contactId = null, proof = {} } = record;
      const [suppression] = await this.consent.listSuppressed(ctx, channel, [addressKey]);
      const reason = suppression?.reason ?? null;
      const said = { id: newId(), event: 'subscribed' as const, createdAt: nowIso(this.clock) };
      const row: SaidEvent = { ...said, channel, addressKey, source, contactId, proof };
      await this.consent.insertEvents(ctx, [row]);
      await this.announce(ctx, [{ row, recipientId: null, reason, about }]);
      await this.tell(ctx, row, reason, reason);
    });
  }

  /** A person of the workspace takes back what a person decided or a server reported. */
  unsuppress(ctx: WorkspaceContext, reason: 'manual' | 'bounced', record: Omit<ConsentRecord, 'event'>): Promise<boolean> {
    return this.record(ctx, { ...record, event: reason === 'manual' ? 'manualLifted' : 'bounceLifted' });
  }

  /**
   * The same for thousands of addresses of one channel in the caller's transaction; an address may come twice. Not told to the audit log
   * one by one: that is for the act behind them (an import). Answers how many it changed.
   */
  async suppressMany(ctx: WorkspaceContext, channel: ConsentChannel, records: readonly BulkSuppression[]): Promise<number> {
    if (records.length === 0) return 0;
    await this.consent.lockAllAddresses(ctx, channel);
    let changed = 0;
    for (let from = 0; from < records.length; from += TOGETHER) {
      if (from > 0) await nextTurn();
      changed += await this.suppressSome(ctx, channel, records.slice(from, from + TOGETHER));
    }
    return changed;
  }

  private async suppressSome(ctx: WorkspaceContext, channel: ConsentChannel, records: readonly BulkSuppression[]): Promise<number> {
    const histories = await this.consent.listHistories(ctx, channel, [...new Set(records.map(({ addressKey }) => addressKey))]);
    const rows: SaidEvent[] = [];
    const changed = new Map<string, Suppression>();
    const at = nowIso(this.clock);
    for (const { reason, ...record } of records) {
      const before = histories.get(record.addressKey) ?? [];
      const after = [...before, reason];
      const [had, has] = [reasonsAfter(before), reasonsAfter(after)];
      if (had.size === has.size) continue;
      histories.set(record.addressKey, after);
      rows.push({ ...record, id: newId(), channel, event: reason, createdAt: at });
      const holds = strongest(has);
      if (holds !== null && holds !== strongest(had))
        changed.set(record.addressKey, { addressKey: record.addressKey, reason: holds, since: at });
    }
    await this.consent.insertEvents(ctx, rows);
    await this.consent.putSuppressions(ctx, channel, [...changed.values()]);
    const reasons = new Map([...histories].map(([key, history]) => [key, strongest(reasonsAfter(history))]));
    await this.announce(
      ctx,
      rows.map((row) => ({ row, recipientId: null, reason: reasons.get(row.addressKey) ?? null })),
    );
    return rows.length;
  }

  /** True when it changed which reasons hold. The event, the state and the announcement are one transaction. */
  private record(ctx: WorkspaceContext, record: ConsentRecord): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { channel, addressKey } = record;
      await this.consent.lockAddress(ctx, channel, addressKey);
      const history = (await this.consent.listEvents(ctx, channel, addressKey)).map((row) => row.event);
      const before = reasonsAfter(history);
      const after = reasonsAfter([...history, record.event]);
      if (before.size === after.size) return false;
      const row: SaidEvent = {
        ...record,
        id: newId(),
        contactId: record.contactId ?? null,
        proof: { ...record.proof, ...(record.recipientId ? { recipientId: record.recipientId } : {}) },
        createdAt: nowIso(this.clock),
      };
      await this.consent.insertEvents(ctx, [row]);
      await this.applyReason(ctx, row, strongest(before), strongest(after));
      await this.announce(ctx, [{ row, recipientId: record.recipientId ?? null, reason: strongest(after) }]);
      await this.tell(ctx, row, strongest(before), strongest(after));
      return true;
    });
  }

  private async tell(
    ctx: WorkspaceContext,
    { event, channel, addressKey, source, contactId }: SaidEvent,
    before: SuppressionReason | null,
    after: SuppressionReason | null,
  ): Promise<void> {
    await this.audit.record(ctx, {
      action: `consent.${event}`,
      ...(contactId === null ? {} : { entity: ['contact', contactId] as const }),
      before: { suppression: before },
      after: { suppression: after },
      details: { channel, address: addressKey, source },
    });
  }

  private async applyReason(
    ctx: WorkspaceContext,
    row: ConsentEventRow,
    before: SuppressionReason | null,
    after: SuppressionReason | null,
  ): Promise<void> {
    if (after === before) return;
    if (after === null) await this.consent.deleteSuppression(ctx, row.channel, row.addressKey);
    else await this.consent.putSuppressions(ctx, row.channel, [{ addressKey: row.addressKey, reason: after, since: row.createdAt }]);
  }

  private async announce(
    ctx: WorkspaceContext,
    events: readonly { row: SaidEvent; recipientId: string | null; reason: SuppressionReason | null; about?: string }[],
  ): Promise<void> {
    if (events.length === 0) return;
    const changes = events.map(({ row: { id, createdAt, channel, addressKey, event, source, contactId }, recipientId, reason, about }) => {
      const base = { workspaceId: ctx.workspaceId, channel, addressKey, event, source, contactId, recipientId, reason };
      return { ...base, at: createdAt, consentEventId: id, ...(about === undefined ? {} : { about }) };
    });
    await this.events.publish(ctx, ConsentChanged, { changes });
  }
}
