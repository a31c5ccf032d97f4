import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ConsentChanged } from './ConsentEvents.js';
import { type ConsentChannel, type ConsentEvent, reasonsAfter, strongest, type SuppressionReason } from './consentHistory.js';
import { type ConsentEventRow, ConsentRepository, type Suppression } from './ConsentRepository.js';

export type { ConsentChannel, ConsentEvent, SuppressionReason } from './consentHistory.js';
export type { ConsentEventRow, Suppression } from './ConsentRepository.js';

export interface ConsentRecord {
  readonly channel: ConsentChannel;
  /** libs/common `emailKey` of the address. */
  readonly addressKey: string;
  readonly event: ConsentEvent;
  /** `unsubscribeLink`, `delivery`, `person`. */
  readonly source: string;
  readonly contactId?: string | null;
  readonly recipientId?: string | null;
  /** What one would show to somebody who doubts it: address, browser and time of a click, the server's words of a bounce. */
  readonly proof?: Readonly<Record<string, unknown>>;
}

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

  /** Current state and whole history of one address. */
  async listFor(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string): Promise<ConsentState> {
    const [suppression] = await this.consent.listSuppressed(ctx, channel, [addressKey]);
    return { suppression: suppression ?? null, events: await this.consent.listEvents(ctx, channel, addressKey) };
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

  /** A person of the workspace takes back what a person decided or a server reported. */
  unsuppress(ctx: WorkspaceContext, reason: 'manual' | 'bounced', record: Omit<ConsentRecord, 'event'>): Promise<boolean> {
    return this.record(ctx, { ...record, event: reason === 'manual' ? 'manualLifted' : 'bounceLifted' });
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
      const row: ConsentEventRow = {
        ...record,
        id: newId(),
        contactId: record.contactId ?? null,
        proof: { ...record.proof, ...(record.recipientId ? { recipientId: record.recipientId } : {}) },
        createdAt: nowIso(this.clock),
      };
      await this.consent.insertEvent(ctx, row);
      await this.applyReason(ctx, row, strongest(before), strongest(after));
      await this.announce(ctx, row, record.recipientId ?? null, strongest(after));
      // An import is told as a whole when it ends; each of its people has an event of consent.
      if (record.source !== 'import') await this.tell(ctx, row, strongest(before), strongest(after));
      return true;
    });
  }

  private async tell(
    ctx: WorkspaceContext,
    { event, channel, addressKey, source, contactId }: ConsentEventRow,
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
    else await this.consent.putSuppression(ctx, row.channel, { addressKey: row.addressKey, reason: after, since: row.createdAt });
  }

  private async announce(
    ctx: WorkspaceContext,
    row: ConsentEventRow,
    recipientId: string | null,
    reason: SuppressionReason | null,
  ): Promise<void> {
    const { channel, addressKey, event, source, contactId } = row;
    await this.events.publish(ctx, ConsentChanged, {
      workspaceId: ctx.workspaceId,
      channel,
      addressKey,
      event,
      source,
      contactId,
      recipientId,
      reason,
      at: row.createdAt,
      consentEventId: row.id,
    });
  }
}
