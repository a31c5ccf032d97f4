import { sql, type SqlFragment } from '../database/sql.js';
import { type AuditRow, type FoundWaiting, INSTALLATION } from './auditChain.js';
import type { Anchor } from './verifyChain.js';

/** Runs a reading statement: on the application's database, or on a read-only connection beside it. */
export type Query = <Row>(fragment: SqlFragment) => Promise<Row[]>;

export interface ChainTail {
  readonly chain: string;
  /** Null for the chain of the installation. */
  readonly workspaceName: string | null;
  /** Null while nothing has been recorded. */
  readonly seq: number | null;
  readonly hash: string | null;
}

/** Reads chains as they are stored, all columns that hashes cover. */
export class AuditChainRepository {
  constructor(private readonly query: Query) {}

  read(chain: string, afterSeq: number, limit: number): Promise<AuditRow[]> {
    return this.query<AuditRow>(
      sql`SELECT chain, workspace_id AS "workspaceId", seq, actor_type AS "actorType", actor_id AS "actorId", user_id AS "userId", action,
            entity_type AS "entityType", entity_id AS "entityId", details, ip_address AS "ipAddress", request_id AS "requestId", timestamp,
            prev_hash AS "prevHash", hash
          FROM audit_logs WHERE chain = ${chain} AND seq > ${afterSeq} ORDER BY seq LIMIT ${limit}`,
    );
  }

  /** Entries that wait for a place, by id; all of a chain, or those from before a moment. In one statement: a moment later they may have one. */
  readWaiting({ chain, before, after, limit }: { chain?: string; before?: string; after: string; limit: number }): Promise<FoundWaiting[]> {
    const told = (alias: string): SqlFragment =>
      sql.raw(
        ['actor_type', 'actor_id', 'entity_type', 'entity_id', 'details', 'ip_address', 'request_id']
          .map((name) => `${alias}.${name}`)
          .join(', '),
      );
    return this.query<FoundWaiting>(
      sql`SELECT w.id, w.chain, NULLIF(w.chain, ${INSTALLATION}) AS "workspaceId", w.actor_type AS "actorType", w.actor_id AS "actorId", w.user_id AS "userId", w.action,
            w.entity_type AS "entityType", w.entity_id AS "entityId", w.details, w.ip_address AS "ipAddress", w.request_id AS "requestId", w.timestamp, w.seal,
            EXISTS (SELECT 1 FROM audit_logs l WHERE l.chain = w.chain AND l.timestamp = w.timestamp AND l.action = w.action
              AND (${told('l')}) IS NOT DISTINCT FROM (${told('w')})) AS "isCopy"
          FROM audit_waiting w WHERE w.id > ${after} ${sql.if(chain, () => sql`AND w.chain = ${chain}`)}
            ${sql.if(before, () => sql`AND w.timestamp < ${before}`)} ORDER BY w.id LIMIT ${limit}`,
    );
  }

  async findHash(chain: string, seq: number): Promise<string | null> {
    const rows = await this.query<{ hash: string }>(sql`SELECT hash FROM audit_logs WHERE chain = ${chain} AND seq = ${seq}`);
    return rows[0]?.hash ?? null;
  }

  /** The newest entry of a chain. */
  async findTail(chain: string): Promise<Anchor | null> {
    const rows = await this.query<Anchor>(sql`SELECT seq, hash FROM audit_logs WHERE chain = ${chain} ORDER BY seq DESC LIMIT 1`);
    return rows[0] ?? null;
  }

  /** Every chain there is or should be, with its end. One look into the index per workspace. */
  listTails(): Promise<ChainTail[]> {
    return this.query<ChainTail>(
      sql`SELECT w.id AS chain, w.name AS "workspaceName", a.seq, a.hash
          FROM (SELECT id, name FROM workspaces UNION ALL SELECT CAST(${INSTALLATION} AS TEXT), NULL) w
          LEFT JOIN audit_logs a ON a.chain = w.id AND a.seq = (SELECT MAX(m.seq) FROM audit_logs m WHERE m.chain = w.id)
          ORDER BY w.id`,
    );
  }
}
