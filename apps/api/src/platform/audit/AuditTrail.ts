import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, Context } from '../context/Context.js';
import { execute, isPostgres, queryOne, sql } from '../database/sql.js';
import { unitOf, UnitOfWork } from '../database/UnitOfWork.js';
import { KeyRing } from '../security/KeyRing.js';
import { Clock, presentIso } from '../time/Clock.js';
import { type AuditRow, FIRST_LINK, hashOf, INSTALLATION } from './auditChain.js';
import { changesBetween, detailsJson } from './auditDetails.js';

/** The last entry of a chain, as far as this process knows. */
interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** A row whose place in the chain is found when it is written. */
type UnlinkedRow = Omit<AuditRow, 'seq' | 'prevHash' | 'hash'> & { -readonly [name in 'seq' | 'prevHash' | 'hash']: AuditRow[name] };

/** One act, as the code that did it tells it. */
export interface AuditEntry {
  /** `<entity>.<past tense>`, stable: `contact.updated`, `campaign.launched`, `auth.signInRefused`. */
  readonly action: string;
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
 * on its own. Entries about a workspace form one chain, entries about accounts another (auditChain.ts).
 */
@Injectable()
export class AuditTrail {
  private readonly heads = new Map<string, ChainHead>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

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
      seq: 0,
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
      prevHash: FIRST_LINK,
      hash: '',
    };
  }

  private append(manager: EntityManager, rows: readonly UnlinkedRow[]): Promise<void> {
    // Chains in one order for everybody: two transactions that write to the same two chains must not wait for each other.
    const inOrder = rows.length > 1 ? rows.toSorted(byChain) : rows;
    return isPostgres(manager) ? this.appendAmongOthers(manager, inOrder) : this.appendAlone(manager, inOrder);
  }

  /** On SQLite one process writes, one transaction at a time: what it remembers of a chain is true unless it was rolled back. */
  private async appendAlone(manager: EntityManager, rows: readonly UnlinkedRow[]): Promise<void> {
    const forget = (): void => rows.forEach(({ chain }) => this.heads.delete(chain));
    const unit = unitOf(manager);
    unit?.rollbacks.push(forget);
    for (const row of rows) {
      this.link(row, this.heads.get(row.chain) ?? (await readHead(manager, row.chain)));
      if (await insert(manager, row)) continue;
      // Somebody else has written to it after all: a command of the operator, or a hand in the database.
      this.link(row, await readHead(manager, row.chain));
      await insert(manager, row);
    }
    // Of a transaction that is no unit of work nobody hears how it ends.
    if (!unit) forget();
  }

  private async appendAmongOthers(manager: EntityManager, rows: readonly UnlinkedRow[]): Promise<void> {
    for (const row of rows) {
      // Whoever appends to a chain waits for the one before, from here to its COMMIT.
      await execute(manager, sql`SELECT pg_advisory_xact_lock(hashtextextended(${row.chain}, 0))`);
      const head = this.heads.get(row.chain) ?? null;
      this.link(row, head);
      if (await insertAfter(manager, row, head)) continue;
      const last = await readHead(manager, row.chain);
      this.link(row, last);
      await insertAfter(manager, row, last);
    }
  }

  /** Gives a row its place behind `head`, and takes it for the new head. */
  private link(row: UnlinkedRow, head: ChainHead | null): void {
    row.seq = (head?.seq ?? 0) + 1;
    row.prevHash = head?.hash ?? FIRST_LINK;
    row.hash = hashOf(row, this.keyRing);
    this.heads.set(row.chain, { seq: row.seq, hash: row.hash });
  }
}

function detailsOf({ before, after, details }: AuditEntry): string | null {
  const changes = changesBetween(before, after);
  const all = changes && details ? { ...changes, ...details } : (changes ?? details);
  return all ? detailsJson(all) : null;
}

function byChain(one: UnlinkedRow, other: UnlinkedRow): number {
  return one.chain < other.chain ? -1 : Number(one.chain > other.chain);
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

/**
 * The statement that appends also looks whether the entry before it is there, and the unique (chain, seq) whether it is the last: so a
 * remembered head that another process has passed, or that was rolled back, does no harm.
 */
async function insertAfter(manager: EntityManager, row: AuditRow, head: ChainHead | null): Promise<boolean> {
  const inserted = await execute(
    manager,
    sql`INSERT INTO audit_logs (user_id, workspace_id, chain, seq, actor_type, actor_id, action, entity_type, entity_id, details, ip_address, request_id, timestamp, prev_hash, hash)
        SELECT ${row.userId}, ${row.workspaceId}, ${row.chain}, CAST(${row.seq} AS BIGINT), ${row.actorType}, ${row.actorId}, ${row.action}, ${row.entityType}, ${row.entityId},
          ${row.details}, ${row.ipAddress}, ${row.requestId}, ${row.timestamp}, ${row.prevHash}, ${row.hash}
        WHERE EXISTS (SELECT 1 FROM audit_logs WHERE chain = ${row.chain} AND seq = ${head?.seq ?? 0} AND hash = ${row.prevHash})
           OR (CAST(${row.seq} AS BIGINT) = 1 AND NOT EXISTS (SELECT 1 FROM audit_logs WHERE chain = ${row.chain}))
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
