import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { outsideScope } from '../database/transactionScope.js';
import { execute, executeLast, queryOne, queryRows, sql } from '../database/sql.js';
import type { KeyRing } from '../security/KeyRing.js';
import { AuditChainRepository } from './AuditChainRepository.js';
import { FIRST_LINK, hashOf, INSTALLATION, isSealed, sealOf, type UnlinkedRow, type WaitingRow } from './auditChain.js';

/** Units of work that are linked in one transaction at most. */
const UNITS_AT_ONCE = 200;
const ATTEMPTS = 3;
/** Rows of a crash that are looked at together. */
const LEFT_AT_ONCE = 500;

/** Entries of one unit of work, and whom to tell when they are linked. */
interface Arrival {
  readonly rows: readonly WaitingRow[];
  readonly tell: () => void;
}

/**
 * Entries on PostgreSQL between the commit of their act and their place in the chain (docs/adr/0059). They are committed with the act,
 * sealed but unlinked, so that nobody waits for anybody; then each process links its own in groups, one transaction for each chain at a time.
 */
export class WaitingEntries {
  private readonly arrivals = new Map<string, Arrival[]>();

  constructor(private readonly keyRing: KeyRing) {}

  /** The last statement of the transaction of their act. Answers the rows as they wait. */
  async put(manager: EntityManager, rows: readonly UnlinkedRow[]): Promise<WaitingRow[]> {
    const sealed = rows.map((row) => sealOf(row, this.keyRing));
    await executeLast(
      manager,
      sql`INSERT INTO audit_waiting (id, chain, user_id, actor_type, actor_id, action, entity_type, entity_id, details, ip_address, request_id, timestamp, seal)
          SELECT * FROM json_to_recordset(${JSON.stringify(sealed)}) AS r(id text, chain text, "userId" text, "actorType" text, "actorId" text, action text,
            "entityType" text, "entityId" text, details text, "ipAddress" text, "requestId" text, timestamp text, seal text)`,
    );
    return sealed;
  }

  /** After that commit: resolves when they have their places. Never rejects: what cannot be linked now is linked by `linkLeft`. */
  async link(manager: EntityManager, rows: readonly WaitingRow[]): Promise<void> {
    const chains = new Set(rows.map(({ chain }) => chain));
    await Promise.all(
      [...chains].map((chain) => this.arrive(manager, chain, rows.length === 1 ? rows : rows.filter((row) => row.chain === chain))),
    );
  }

  /** Links what waits since before a moment: a process has ended between the commit of an act and its link. Forged rows stay where they are, for verifying to find. */
  async linkLeft(manager: EntityManager, before: string): Promise<void> {
    const repository = new AuditChainRepository((fragment) => queryRows(manager, fragment));
    let last = '';
    for (;;) {
      const rows = await repository.readWaiting({ before, after: last, limit: LEFT_AT_ONCE });
      const honest = rows.filter((row) => !row.isCopy && isSealed(row, this.keyRing) === true);
      for (const chain of new Set(honest.map((row) => row.chain))) {
        await this.linkRows(
          manager,
          chain,
          honest.filter((row) => row.chain === chain),
        );
      }
      last = rows.at(-1)?.id ?? '';
      if (rows.length < LEFT_AT_ONCE) return;
    }
  }

  private arrive(manager: EntityManager, chain: string, rows: readonly WaitingRow[]): Promise<void> {
    return new Promise((tell) => {
      const queue = this.arrivals.get(chain);
      if (queue) queue.push({ rows, tell });
      else {
        const first = [{ rows, tell }];
        this.arrivals.set(chain, first);
        void outsideScope(() => this.drain(manager, chain, first));
      }
    });
  }

  /** Whoever arrives while a group is being linked is in the next one. */
  private async drain(manager: EntityManager, chain: string, queue: Arrival[]): Promise<void> {
    await nextTurn();
    while (queue.length > 0) {
      const group = queue.splice(0, UNITS_AT_ONCE);
      const rows = group.flatMap((arrival) => arrival.rows);
      await this.linkRows(manager, chain, rows).catch(() => undefined);
      for (const { tell } of group) tell();
    }
    this.arrivals.delete(chain);
  }

  private async linkRows(manager: EntityManager, chain: string, rows: readonly WaitingRow[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await manager.transaction((inner) => this.linkInside(inner, chain, rows, attempt > 1));
      } catch (error) {
        // Account or workspace were deleted at the same moment, or not all of them wait any more; the next attempt knows.
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  /**
   * Whoever links to a chain waits for the one before, from here to its COMMIT. That does not wait for the disk: what it has done is done again
   * after a crash, by what waits. Rows that do not all wait any more get no place, and it fails; with `looksFirst` those that do get theirs.
   */
  private async linkInside(manager: EntityManager, chain: string, rows: readonly WaitingRow[], looksFirst: boolean): Promise<void> {
    const [, stillThere, head] = await Promise.all([
      execute(manager, sql`SELECT set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(hashtextextended(${chain}, 0))`),
      looksFirst ? findWaiting(manager, rows) : rows,
      queryOne<{ seq: number; hash: string }>(
        manager,
        sql`SELECT seq, hash FROM audit_logs WHERE chain = ${chain} ORDER BY seq DESC LIMIT 1`,
      ),
    ]);
    const waiting = new Set(stillThere.map(({ id }) => id));
    let [seq, prevHash] = [head?.seq ?? 0, head?.hash ?? FIRST_LINK];
    const links = rows
      .filter(({ id }) => waiting.has(id))
      .map((row) => {
        seq += 1;
        const link = { id: row.id, seq, prev_hash: prevHash, hash: hashOf({ ...row, seq, prevHash }, this.keyRing) };
        prevHash = link.hash;
        return link;
      });
    if (links.length === 0) return;
    const isThere = chain === INSTALLATION ? sql`TRUE` : sql`EXISTS (SELECT 1 FROM workspaces o WHERE o.id = ${chain})`;
    // By an array, because the table is long with rows that are gone already, and a join reads all of it. A place that is NULL is refused.
    await executeLast(
      manager,
      sql`WITH links AS (SELECT * FROM json_to_recordset(${JSON.stringify(links)}) AS r(id text, seq bigint, prev_hash text, hash text)),
            gone AS (DELETE FROM audit_waiting w WHERE w.id = ANY (ARRAY(SELECT id FROM links)) RETURNING w.*)
          INSERT INTO audit_logs (user_id, workspace_id, chain, seq, actor_type, actor_id, action, entity_type, entity_id, details, ip_address, request_id, timestamp, prev_hash, hash)
          SELECT (SELECT u.id FROM users u WHERE u.id = g.user_id), NULLIF(g.chain, ${INSTALLATION}), g.chain,
            CASE WHEN (SELECT COUNT(*) FROM gone) = ${links.length} THEN l.seq END, g.actor_type, g.actor_id, g.action, g.entity_type, g.entity_id,
            g.details, g.ip_address, g.request_id, g.timestamp, l.prev_hash, l.hash
          FROM gone g JOIN links l ON l.id = g.id WHERE ${isThere} ORDER BY l.seq`,
    );
  }
}

/** Those that wait still, kept from others until the transaction ends. */
function findWaiting(manager: EntityManager, rows: readonly WaitingRow[]): Promise<{ id: string }[]> {
  return queryRows<{ id: string }>(
    manager,
    sql`SELECT id FROM audit_waiting WHERE id = ANY (ARRAY(SELECT * FROM json_array_elements_text(${JSON.stringify(rows.map(({ id }) => id))}))) FOR UPDATE`,
  );
}
