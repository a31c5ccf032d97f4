import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { execute, queryOne, sql } from '../../database/sql.js';

const PURGE_EVERY_MS = 60 * 60_000;

export interface ThrottleRow {
  readonly points: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Counters with an end. They are written outside any unit of work: a refusal that rolls back must still count. */
@Injectable()
export class ThrottleRepository {
  private nextPurge = 0;

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Adds to a counter, or begins it anew when its window is over or `isForced`, in one statement. A window never lasts longer than
   * `durationMs` from now: a clock that was set back must not lock anybody out for as long as it was ahead.
   */
  async add(key: string, points: number, durationMs: number, now: number, isForced: boolean): Promise<ThrottleRow> {
    await this.purge(now);
    const end = now + durationMs;
    const isOver = isForced ? sql`TRUE` : sql`throttles.expires_at <= ${now}`;
    const row = await queryOne<ThrottleRow>(
      this.dataSource.manager,
      sql`INSERT INTO throttles (throttle_key, points, expires_at) VALUES (${key}, ${points}, ${end})
          ON CONFLICT (throttle_key) DO UPDATE SET
            points = CASE WHEN ${isOver} THEN excluded.points ELSE throttles.points + excluded.points END,
            expires_at = CASE WHEN ${isOver} OR throttles.expires_at > excluded.expires_at THEN excluded.expires_at ELSE throttles.expires_at END
          RETURNING points, expires_at AS "expiresAt"`,
    );
    return row ?? { points, expiresAt: end };
  }

  find(key: string, now: number): Promise<ThrottleRow | null> {
    return queryOne<ThrottleRow>(
      this.dataSource.manager,
      sql`SELECT points, expires_at AS "expiresAt" FROM throttles WHERE throttle_key = ${key} AND expires_at > ${now}`,
    );
  }

  async remove(key: string): Promise<boolean> {
    return (await execute(this.dataSource.manager, sql`DELETE FROM throttles WHERE throttle_key = ${key}`)) > 0;
  }

  private async purge(now: number): Promise<void> {
    if (now < this.nextPurge) return;
    this.nextPurge = now + PURGE_EVERY_MS;
    await execute(this.dataSource.manager, sql`DELETE FROM throttles WHERE expires_at <= ${now}`);
  }
}
