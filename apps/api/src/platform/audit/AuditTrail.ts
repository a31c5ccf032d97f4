import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, Context } from '../context/Context.js';
import { execute, isPostgres, queryOne, sql } from '../database/sql.js';
import { unitOf, UnitOfWork } from '../database/UnitOfWork.js';
import { KeyRing } from '../security/KeyRing.js';
import { Clock, presentIso } from '../time/Clock.js';
import { type AuditRow, FIRST_LINK, hashOf, INSTALLATION, type UnlinkedRow } from './auditChain.js';
import type { AuditAct } from './AuditWords.js';
import { changesBetween, detailsJson } from './auditDetails.js';
import { WaitingEntries } from './WaitingEntries.js';

/** The last entry of a chain, as far as this process knows. */
interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** An entry without a place for so long was left behind: linking takes milliseconds. */
const LEFT_MS = 60_000;

/** One act, as the code that did it tells it. */
export interface AuditEntry {
  readonly action: AuditAct;
  /** What it was done to, if it has an id. */
  readonly entity?: readonly [type: string, id: string];
  /** The record before and after; only what differs is kept. `before` alone: it was deleted; `after` alone: it is new. */
  readonly before?: object;
  readonly after?: object;
  /** Anything else worth knowing: counts, reasons. Never message bodies. */
  readonly details?: object;
  /** Who acted, when that is not the actor of the context (a sign-in: nobody was signed in before). */
  readonly actor?: Actor;
}

/**
 * The audit log: what was done, by whom, from where. Entries are written as the last thing in the transaction of what they record,
 * so there is neither an act without its entry nor an entry without its act. Outside a unit of work (a refusal) an entry is written
 * on its own. Entries about a workspace form one chain, entries about accounts another (auditChain.ts). On SQLite an entry finds its place
 * in that transaction; on PostgreSQL after it, before anybody hears that the act is done (WaitingEntries).
 */
@Injectable()
export class AuditTrail {
  private readonly heads = new Map<string, ChainHead>();
  private readonly waiting: WaitingEntries;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {
    this.waiting = new WaitingEntries(keyRing);
  }

  /** Gives entries their place that have been without one for a minute: a process has ended between the commit of their act and that. */
  async linkLeft(manager: EntityManager): Promise<void> {
    if (isPostgres(manager)) await this.waiting.linkLeft(manager, new Date(this.clock.present().getTime() - LEFT_MS).toISOString());
  }

  async record(ctx: Context & { readonly workspaceId?: string }, entry: AuditEntry): Promise<void> {
    const row = this.rowOf(ctx, entry);
    const unit = unitOf(ctx.manager);
    if (!unit) return this.unitOfWork.run(ctx, ({ manager }) => this.append(manager, [row]));
    const rows = unit.keep(this, () => {
      const rows: UnlinkedRow[] = [];
      unit.lastActs.push((manager) => this.append(manager, rows));
      return rows;
    });
    rows.push(row);
  }

  private rowOf(ctx: Context & { readonly workspaceId?: string }, entry: AuditEntry): UnlinkedRow {
    const actor = entry.actor ?? ctx.actor;
    return {
      chain: ctx.workspaceId ?? INSTALLATION,
      workspaceId: ctx.workspaceId ?? null,
      actorType: actor.type,
      actorId: idOf(actor),
      userId: actor.type === 'user' || actor.type === 'key' ? actor.userId : null,
      action: entry.action,
      entityType: entry.entity?.[0] ?? null,
      entityId: entry.entity?.[1] ?? null,
      details: detailsOf(entry),
      ipAddress: ctx.ip,
      requestId: ctx.requestId,
      timestamp: presentIso(this.clock),
    };
  }

  private async append(manager: EntityManager, rows: readonly UnlinkedRow[]): Promise<void> {
    if (!isPostgres(manager)) return this.appendAlone(manager, rows);
    const waiting = await this.waiting.put(manager, rows);
    // Of a transaction that is no unit of work nobody hears how it ends: its entries are linked with those that were left.
    unitOf(manager)?.settlements.push(() => this.waiting.link(manager.dataSource.manager, waiting));
  }

  /** On SQLite one process writes, one transaction at a time: what it remembers of a chain is true unless it was rolled back. */
  private async appendAlone(manager: EntityManager, rows: readonly UnlinkedRow[]): Promise<void> {
    const forget = (): void => rows.forEach(({ chain }) => this.heads.delete(chain));
    const unit = unitOf(manager);
    unit?.rollbacks.push(forget);
    for (const row of rows) {
      if (await insert(manager, this.link(row, this.heads.get(row.chain) ?? (await readHead(manager, row.chain))))) continue;
      // Someone else has written to it after all: a command of the operator, or a hand in the database.
      await insert(manager, this.link(row, await readHead(manager, row.chain)));
    }
    // Of a transaction that is no unit of work nobody hears how it ends.
    if (!unit) forget();
  }

  /** Gives a row its place behind `head`, and takes it for the new head. */
  private link(row: UnlinkedRow, head: ChainHead | null): AuditRow {
    const placed = { ...row, seq: (head?.seq ?? 0) + 1, prevHash: head?.hash ?? FIRST_LINK };
    const linked = { ...placed, hash: hashOf(placed, this.keyRing) };
    this.heads.set(row.chain, { seq: linked.seq, hash: linked.hash });
    return linked;
  }
}

function detailsOf({ before, after, details }: AuditEntry): string | null {
  const changes = changesBetween(before, after);
  const all = changes && details ? { ...changes, ...details } : (changes ?? details);
  return all ? detailsJson(all) : null;
}

function readHead(manager: EntityManager, chain: string): Promise<ChainHead | null> {
  return queryOne<ChainHead>(manager, sql`SELECT seq, hash FROM audit_logs WHERE chain = ${chain} ORDER BY seq DESC LIMIT 1`);
}

/** False when the place is taken. */
async function insert(manager: EntityManager, row: AuditRow): Promise<boolean> {
  const inserted = await execute(
    manager,
    sql`INSERT INTO audit_logs (user_id, workspace_id, chain, seq, actor_type, actor_id, action, entity_type, entity_id, details, ip_address, request_id, timestamp, prev_hash, hash)
        VALUES (${row.userId}, ${row.workspaceId}, ${row.chain}, ${row.seq}, ${row.actorType}, ${row.actorId}, ${row.action}, ${row.entityType}, ${row.entityId},
          ${row.details}, ${row.ipAddress}, ${row.requestId}, ${row.timestamp}, ${row.prevHash}, ${row.hash})
        ON CONFLICT DO NOTHING`,
  );
  return inserted === 1;
}

function idOf(actor: Actor): string | null {
  switch (actor.type) {
    case 'user':
      return actor.userId;
    case 'key':
      return actor.keyId;
    case 'job':
      return actor.name;
    case 'public':
    case 'system':
      return null;
  }
}
