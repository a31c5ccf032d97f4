import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Context } from '../context/Context.js';
import { systemContext } from '../context/contexts.js';
import { execute, queryRows, sql } from '../database/sql.js';

/** One kind of recurring work. Times are ISO 8601; null: it has not ended yet, or does not fail. */
export interface RecurringState {
  readonly name: string;
  /** The next time that nobody has claimed. */
  readonly dueAt: string;
  readonly lastRunAt: string | null;
  readonly lastMs: number | null;
  /** In a row. */
  readonly failures: number;
  readonly failingSince: string | null;
}

interface EndedRun {
  readonly at: string;
  readonly ms: number;
}

/** The only file that queries the table `recurring_work`. */
@Injectable()
export class RecurringRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** For who looks at the table by themselves: it belongs to no workspace and to no request. */
  get ctx(): Context {
    return systemContext(this.dataSource.manager);
  }

  async add(ctx: Context, name: string, dueAt: string): Promise<void> {
    await execute(ctx.manager, sql`INSERT INTO recurring_work (name, due_at) VALUES (${name}, ${dueAt}) ON CONFLICT (name) DO NOTHING`);
  }

  /** True for one process: the one that runs what was due. The others find the time moved on. */
  async claim(ctx: Context, name: string, now: string, next: string): Promise<boolean> {
    return (await execute(ctx.manager, sql`UPDATE recurring_work SET due_at = ${next} WHERE name = ${name} AND due_at <= ${now}`)) === 1;
  }

  /** For a time that the schedule does not know: the clock was set back, or the schedule is another one now. */
  async correct(ctx: Context, name: string, from: string, to: string): Promise<void> {
    await execute(ctx.manager, sql`UPDATE recurring_work SET due_at = ${to} WHERE name = ${name} AND due_at = ${from}`);
  }

  async succeed(ctx: Context, name: string, { at, ms }: EndedRun): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE recurring_work SET last_run_at = ${at}, last_ms = ${ms}, failures = 0, failing_since = NULL, last_error = NULL WHERE name = ${name}`,
    );
  }

  async fail(ctx: Context, name: string, { at, ms }: EndedRun, error: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE recurring_work SET last_run_at = ${at}, last_ms = ${ms}, failures = failures + 1,
            failing_since = COALESCE(failing_since, ${at}), last_error = ${error} WHERE name = ${name}`,
    );
  }

  list(): Promise<RecurringState[]> {
    return queryRows(
      this.dataSource.manager,
      sql`SELECT name, due_at AS "dueAt", last_run_at AS "lastRunAt", last_ms AS "lastMs", failures, failing_since AS "failingSince"
          FROM recurring_work ORDER BY name`,
    );
  }
}
