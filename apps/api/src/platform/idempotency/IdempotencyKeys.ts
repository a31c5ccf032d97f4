import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { execute, isPostgres, queryOne, sql } from '../database/sql.js';
import { KeyRing } from '../security/KeyRing.js';
import { SecretBox } from '../security/SecretBox.js';
import { Clock } from '../time/Clock.js';
import { unpackAnswer } from './packAnswer.js';
import { answerLost, inProgress, keyReused, turnLost } from './idempotencyErrors.js';

const KEPT_MS = 24 * 3_600_000;
/** With several processes: how long a request of another one is taken to be running. If it still is, it fails at its commit. */
const LEASE_MS = 30_000;
const ATTEMPTS = 3;
const PURPOSE = 'idempotency';

/** One request that may be repeated. `actor` is who asks and in which workspace; nobody else's keys are ever met. */
export interface Slot {
  readonly actor: string;
  readonly key: string;
  readonly requestHash: string;
  /** Whose turn it is: what is done under an older claim is undone at its commit. */
  readonly claim: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Row {
  request_hash: string;
  status: number | null;
  response: string | null;
  claim: string;
  acted_at: string | null;
  created_at: string;
  expires_at: string;
}

/**
 * What has been asked with an `Idempotency-Key`: claimed before the act, marked as acted in the act's own transaction, settled with
 * the answer. docs/adr/0026 says what a crash at each point leaves behind.
 */
@Injectable()
export class IdempotencyKeys {
  private readonly running = new Set<string>();

  constructor(
    private readonly keyRing: KeyRing,
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** Keyed, because requests may carry passwords: their plain hash could be guessed. */
  slotOf(actor: string, key: string, request: { readonly method: string; readonly url: string; readonly body: unknown }): Slot {
    const text = `${request.method}\n${request.url}\n${JSON.stringify(request.body ?? null)}`;
    const requestHash = createHmac('sha256', this.keyRing.current(PURPOSE)).update(text).digest('hex');
    return { actor, key, requestHash, claim: newId() };
  }

  /** Null: it is this request's turn to act. Otherwise the answer of the one before, or a refusal. */
  async claim(manager: EntityManager, slot: Slot): Promise<StoredAnswer | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await this.insert(manager, slot)) return this.begin(slot);
      const row = await find(manager, slot);
      if (!row) continue;
      if (row.expires_at <= this.clock.now().toISOString()) {
        await execute(
          manager,
          sql`DELETE FROM idempotency_keys WHERE actor = ${slot.actor} AND idempotency_key = ${slot.key} AND expires_at = ${row.expires_at}`,
        );
        continue;
      }
      if (row.request_hash !== slot.requestHash) throw keyReused();
      if (row.status !== null) return { status: row.status, body: await this.bodyOf(row, slot) };
      if (this.isRunning(manager, row)) throw inProgress();
      if (row.acted_at !== null) throw answerLost();
      if (await this.takeOver(manager, slot, row.claim)) return this.begin(slot);
    }
    throw inProgress();
  }

  /** In the transaction of the act. Fails, and so undoes the act, when another has taken the turn meanwhile. */
  async markActed(manager: EntityManager, slot: Slot): Promise<void> {
    const marked = await execute(
      manager,
      sql`UPDATE idempotency_keys SET acted_at = COALESCE(acted_at, ${this.clock.now()})
          WHERE actor = ${slot.actor} AND idempotency_key = ${slot.key} AND claim = ${slot.claim}`,
    );
    if (marked === 0) throw turnLost();
  }

  /** Sealed: answers may hold secrets that are shown once. `packed` comes from packAnswer. */
  async settle(manager: EntityManager, slot: Slot, status: number, packed: string): Promise<void> {
    const response = this.secretBox.seal(packed, placeOf(slot));
    await execute(
      manager,
      sql`UPDATE idempotency_keys SET status = ${status}, response = ${response}
          WHERE actor = ${slot.actor} AND idempotency_key = ${slot.key} AND claim = ${slot.claim}`,
    );
  }

  /** The request may be repeated as if it had not been made. False when it has committed something: then it never is. */
  async release(manager: EntityManager, slot: Slot): Promise<boolean> {
    const released = await execute(
      manager,
      sql`DELETE FROM idempotency_keys
          WHERE actor = ${slot.actor} AND idempotency_key = ${slot.key} AND claim = ${slot.claim} AND acted_at IS NULL`,
    );
    return released === 1;
  }

  end(slot: Slot): void {
    this.running.delete(slot.claim);
  }

  deleteExpired(manager: EntityManager): Promise<number> {
    return execute(manager, sql`DELETE FROM idempotency_keys WHERE expires_at <= ${this.clock.now()}`);
  }

  private bodyOf({ response }: Row, slot: Slot): Promise<unknown> {
    let text: string;
    try {
      text = this.secretBox.open(response ?? '', placeOf(slot));
    } catch {
      // Its key has left the key file meanwhile.
      throw answerLost();
    }
    return unpackAnswer(text);
  }

  private begin(slot: Slot): null {
    this.running.add(slot.claim);
    return null;
  }

  private async insert(manager: EntityManager, slot: Slot): Promise<boolean> {
    const now = this.clock.now();
    const inserted = await execute(
      manager,
      sql`INSERT INTO idempotency_keys (actor, idempotency_key, request_hash, claim, created_at, expires_at)
          VALUES (${slot.actor}, ${slot.key}, ${slot.requestHash}, ${slot.claim}, ${now}, ${new Date(now.getTime() + KEPT_MS)})
          ON CONFLICT (actor, idempotency_key) DO NOTHING`,
    );
    return inserted === 1;
  }

  /** SQLite has one process: what is not running here is not running. On PostgreSQL it may be running in another. */
  private isRunning(manager: EntityManager, row: Row): boolean {
    if (this.running.has(row.claim)) return true;
    return isPostgres(manager) && this.clock.now().getTime() - Date.parse(row.created_at) < LEASE_MS;
  }

  private async takeOver(manager: EntityManager, slot: Slot, from: string): Promise<boolean> {
    const taken = await execute(
      manager,
      sql`UPDATE idempotency_keys SET claim = ${slot.claim}, created_at = ${this.clock.now()}
          WHERE actor = ${slot.actor} AND idempotency_key = ${slot.key} AND claim = ${from} AND acted_at IS NULL AND status IS NULL`,
    );
    return taken === 1;
  }
}

function find(manager: EntityManager, slot: Slot): Promise<Row | null> {
  return queryOne<Row>(
    manager,
    sql`SELECT request_hash, status, response, claim, acted_at, created_at, expires_at FROM idempotency_keys
        WHERE actor = ${slot.actor} AND idempotency_key = ${slot.key}`,
  );
}

function placeOf(slot: Slot): string {
  return `idempotency_keys.response.${slot.actor}.${slot.key}`;
}
