import path from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import type { AppConfig } from '../config/AppConfig.js';
import { newId } from '../database/ids.js';
import { execute, queryOne, sql } from '../database/sql.js';
import { AppError } from '../http/AppError.js';
import type { AppLogger } from '../logging/AppLogger.js';
import { type Clock, nowIso } from '../time/Clock.js';
import { type Mark, placeOfFile, readMark, writeMark } from './places.js';

const BEAT_MS = 60_000;

/** `copied`: this is another place than the one the database was used in. `rewound`: the database is older than what ran here last. */
export type HoldReason = 'copied' | 'rewound';

export interface SendingHold {
  readonly reason: HoldReason;
  /** ISO 8601, when it was noticed. */
  readonly since: string;
}

interface Row {
  installation_id: string;
  place: string | null;
  beat: number;
  hold_reason: HoldReason | null;
  held_at: string | null;
}

export const sendingHeld = (): AppError =>
  new AppError(
    'sending.held',
    409,
    'Sending is paused: this installation was copied or restored from a backup, and the original may have sent the same messages. Its operator can resume sending under Settings, Installation.',
  );

/**
 * Which installation this is, and whether it is the one that it takes itself for. A copy of the data (a restored backup, a cloned
 * machine, a folder taken to a laptop) knows of messages that are to go out and not that they have gone out elsewhere since. So whoever
 * finds itself in another place, or behind what ran in this place, sends nothing until a person says that it should.
 */
export class Installation {
  private readonly markFile: string;
  private timer: NodeJS.Timeout | null = null;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {
    this.markFile = path.join(config.dataDir, 'instance.beat');
  }

  /** After the migrations and before anything runs. */
  static async open(dataSource: DataSource, config: AppConfig, clock: Clock, logger: AppLogger): Promise<Installation> {
    const installation = new Installation(dataSource, config, clock, logger);
    await installation.recognise();
    installation.timer = setInterval(() => void installation.keepBeating(), BEAT_MS).unref();
    return installation;
  }

  close(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Null: sending is open. */
  async hold(manager: EntityManager): Promise<SendingHold | null> {
    const { hold_reason: reason, held_at: since } = await this.read(manager);
    return reason && since ? { reason, since } : null;
  }

  /** Throws `sending.held`. */
  async requireSendingOpen(manager: EntityManager): Promise<void> {
    if (await this.hold(manager)) throw sendingHeld();
  }

  /** A person says that this is the installation that sends. Answers false when nothing was held. */
  async release(manager: EntityManager): Promise<boolean> {
    return (await execute(manager, sql`UPDATE installation SET hold_reason = NULL, held_at = NULL WHERE hold_reason IS NOT NULL`)) > 0;
  }

  private async recognise(): Promise<void> {
    const place = await this.placeNow();
    const mark = readMark(this.markFile);
    const reason = await this.dataSource.transaction(async (manager) => {
      const row = await this.read(manager, true);
      const isUsed = (await queryOne(manager, sql`SELECT 1 AS one FROM users LIMIT 1`)) !== null;
      const reason = isUsed ? objectionTo(row, place, mark) : null;
      const changes = reason ? sql`, hold_reason = ${reason}, held_at = ${nowIso(this.clock)}` : sql.empty;
      await execute(manager, sql`UPDATE installation SET place = ${place} ${changes}`);
      // From here on it is told apart from the one that it was copied from.
      if (reason) await execute(manager, sql`UPDATE installation SET installation_id = ${newId()}`);
      return reason;
    });
    if (reason) this.logger.warn('sending.held', { reason, until: 'the operator resumes sending under Settings, Installation' });
    await this.beat();
  }

  /** Notes how far it has come, first in the database: a mark that is ahead of it proves that the database was taken back. */
  async beat(): Promise<void> {
    const { manager } = this.dataSource;
    const row = await queryOne<{ installation_id: string; beat: number }>(
      manager,
      sql`UPDATE installation SET beat = beat + 1 RETURNING installation_id, beat`,
    );
    if (row) writeMark(this.markFile, { installationId: row.installation_id, beat: Number(row.beat) });
  }

  private async keepBeating(): Promise<void> {
    try {
      await this.beat();
    } catch (error) {
      // The database is away or the disk full, which others report; the next minute comes.
      this.logger.failure('installation.beatFailed', error);
    }
  }

  private async read(manager: EntityManager, isLocked = false): Promise<Row> {
    const lock = sql.if(isLocked && this.config.database.kind === 'postgres', sql`FOR UPDATE`);
    const row = await queryOne<Row>(manager, sql`SELECT installation_id, place, beat, hold_reason, held_at FROM installation ${lock}`);
    if (!row) throw new Error('The table "installation" has lost its row.');
    return row;
  }

  /** On PostgreSQL the database is the place: several processes, each with a folder of its own, are one installation. */
  private async placeNow(): Promise<string> {
    if (this.config.installationName) return `name:${this.config.installationName}`;
    if (this.config.database.kind === 'sqlite') return placeOfFile(path.join(this.config.dataDir, 'instance.json'));
    const { manager } = this.dataSource;
    const database = await queryOne<{ oid: string }>(
      manager,
      sql`SELECT oid::text AS oid FROM pg_database WHERE datname = current_database()`,
    );
    return `postgres:${await this.clusterNow()}:${database?.oid}`;
  }

  /** Some hosts of PostgreSQL do not let everyone ask; there the database alone has to tell. */
  private async clusterNow(): Promise<string> {
    try {
      const row = await queryOne<{ system: string; timeline: number }>(
        this.dataSource.manager,
        sql`SELECT s.system_identifier::text AS system, c.timeline_id AS timeline FROM pg_control_system() s, pg_control_checkpoint() c`,
      );
      return `${row?.system}:${row?.timeline}`;
    } catch {
      return 'unknown';
    }
  }
}

function objectionTo(row: Row, place: string, mark: Mark | null): HoldReason | null {
  // The first start of a version that looks; where one has been already, the database comes from before it.
  if (row.place === null) return mark ? 'rewound' : null;
  if (row.place !== place) return 'copied';
  const isOurs = mark?.installationId === row.installation_id;
  return isOurs && mark.beat > Number(row.beat) ? 'rewound' : null;
}
