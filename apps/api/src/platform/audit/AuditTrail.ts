import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, Context } from '../context/Context.js';
import { execute, isPostgres, queryOne, sql } from '../database/sql.js';
import { beforeCommit, UnitOfWork } from '../database/UnitOfWork.js';
import { KeyRing } from '../security/KeyRing.js';
import { Clock } from '../time/Clock.js';
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
  private readonly collected = new WeakMap<EntityManager, UnlinkedRow[]>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  async record(ctx: Context & { readonly workspaceId?: string }, entry: AuditEntry): Promise<void> {
    const known = this.collected.get(ctx.manager);
    const row = this.rowOf(ctx, entry);
    if (known) {
      known.push(row);
      return;
    }
    const rows = [row];
    const isInUnit = beforeCommit(ctx.manager, (manager) => this.append(manager, rows));
    if (isInUnit) this.collected.set(ctx.manager, rows);
    else await this.unitOfWork.run(ctx, ({ manager }) => this.append(manager, rows));
  }

  private rowOf(ctx: Context & { readonly workspaceId?: string }, entry: AuditEntry): UnlinkedRow {
    const details = { ...changesBetween(entry.before, entry.after), ...entry.details };
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
      details: Object.keys(details).length > 0 ? detailsJson(details) : null,
      ipAddress: ctx.ip,
      requestId: ctx.requestId,
      timestamp: this.clock.now().toISOString(),
      prevHash: FIRST_LINK,
      hash: '',
    };
  }

  private async append(manager: EntityManager, rows: readonly UnlinkedRow[]): Promise<void> {
    // Chains in one order for everybody: two transactions that write to the same two chains must not wait for each other.
    for (const row of rows.toSorted(byChain)) {
      // SQLite has one writer; on PostgreSQL whoever appends to a chain waits for the one before, from here to its COMMIT.
      if (isPostgres(manager)) await execute(manager, sql`SELECT pg_advisory_xact_lock(hashtextextended(${row.chain}, 0))`);
      const isAppended = await this.appendAfter(manager, row, this.heads.get(row.chain) ?? null);
      if (!isAppended) await this.appendAfter(manager, row, await readHead(manager, row.chain));
    }
  }

  /** False when `head` is not (any more, or for good) the last entry of the chain. */
  private async appendAfter(manager: EntityManager, row: UnlinkedRow, head: ChainHead | null): Promise<boolean> {
    row.seq = (head?.seq ?? 0) + 1;
    row.prevHash = head?.hash ?? FIRST_LINK;
    row.hash = hashOf(row, this.keyRing);
    if (!(await insertAfter(manager, row, head))) return false;
    this.heads.set(row.chain, { seq: row.seq, hash: row.hash });
    return true;
  }
}

function byChain(one: UnlinkedRow, other: UnlinkedRow): number {
  return one.chain < other.chain ? -1 : Number(one.chain > other.chain);
}

function readHead(manager: EntityManager, chain: string): Promise<ChainHead | null> {
  return queryOne<ChainHead>(manager, sql`SELECT seq, hash FROM audit_logs WHERE chain = ${chain} ORDER BY seq DESC LIMIT 1`);
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
