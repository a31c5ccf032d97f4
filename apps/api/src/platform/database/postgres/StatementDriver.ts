import type pg from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { Statement, StatementResult } from '../Statement.js';

/** What a query runner needs of its driver. */
export interface StatementDriver extends PostgresDriver {
  runOn(client: pg.ClientBase, statement: Statement): Promise<StatementResult>;
  copyOn(client: pg.ClientBase, statement: string, rows: readonly (readonly unknown[])[]): Promise<void>;
}
