import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, Context } from '../context/Context.js';
import { newId } from '../database/ids.js';
import { execute, isPostgres, queryOne, sql } from '../database/sql.js';
import { beforeCommit, UnitOfWork } from '../database/UnitOfWork.js';
import { KeyRing } from '../security/KeyRing.js';
import { Clock } from '../time/Clock.js';
import { type AuditRow, FIRST_LINK, hashOf, INSTALLATION } from './auditChain.js';
import { changesBetween, redacted } from './auditDetails.js';

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
  private readonly collected = new WeakMap<EntityManager, AuditRow[]>();

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

  private rowOf(ctx: Context & { readonly workspaceId?: string }, entry: AuditEntry): AuditRow {
    const details = { ...changesBetween(entry.before, entry.after), ...entry.details };
    const actor = entry.actor ?? ctx.actor;
    return {
      id: newId(),
      chain: ctx.workspaceId ?? INSTALLATION,
      workspaceId: ctx.workspaceId ?? null,
      seq: 0,
      actorType: actor.type,
      actorId: idOf(actor),
      userId: actor.type === 'user' || actor.type === 'key' ? actor.userId : null,
      action: entry.action,
      entityType: entry.entity?.[0] ?? null,
      entityId: entry.entity?.[1] ?? null,
      details: Object.keys(details).length > 0 ? JSON.stringify(redacted(details)) : null,
      ipAddress: ctx.ip,
      requestId: ctx.requestId,
      timestamp: this.clock.now().toISOString(),
      prevHash: FIRST_LINK,
      hash: '',
    };
  }

  private async append(manager: EntityManager, rows: readonly AuditRow[]): Promise<void> {
    for (const chain of new Set(rows.map((row) => row.chain))) {
      await this.appendTo(
        manager,
        chain,
        rows.filter((row) => row.chain === chain),
      );
    }
  }

  private async appendTo(manager: EntityManager, chain: string, rows: readonly AuditRow[]): Promise<void> {
    // SQLite has one writer; on PostgreSQL whoever appends to a chain waits for the one before, from here to its COMMIT.
    if (isPostgres(manager)) await execute(manager, sql`SELECT pg_advisory_xact_lock(hashtextextended(${chain}, 0))`);
    let last = await queryOne<{ seq: number; hash: string }>(
      manager,
      sql`SELECT seq, hash FROM audit_logs WHERE chain = ${chain} ORDER BY seq DESC LIMIT 1`,
    );
    for (const row of rows) {
      const linked = { ...row, seq: (last?.seq ?? 0) + 1, prevHash: last?.hash ?? FIRST_LINK };
      last = { seq: linked.seq, hash: hashOf(linked, this.keyRing) };
      await insert(manager, { ...linked, hash: last.hash });
    }
  }
}

async function insert(manager: EntityManager, row: AuditRow): Promise<void> {
  await execute(
    manager,
    sql`INSERT INTO audit_logs (id, user_id, workspace_id, chain, seq, actor_type, actor_id, action, entity_type, entity_id, details, ip_address, request_id, timestamp, prev_hash, hash)
        VALUES (${row.id}, ${row.userId}, ${row.workspaceId}, ${row.chain}, ${row.seq}, ${row.actorType}, ${row.actorId}, ${row.action}, ${row.entityType}, ${row.entityId},
          ${row.details}, ${row.ipAddress}, ${row.requestId}, ${row.timestamp}, ${row.prevHash}, ${row.hash})`,
  );
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
