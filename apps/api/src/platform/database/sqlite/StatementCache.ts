import type { Database, Statement } from 'better-sqlite3';
import { QueryFailedError } from 'typeorm';

const CACHED_STATEMENTS = 500;

/** What one statement answered. `raw` has the shape TypeORM expects: rows, or the last inserted rowid. */
export interface SqliteAnswer {
  readonly raw: unknown;
  readonly rows: unknown[];
  readonly affected: number;
}

export interface PreparedStatement {
  readonly statement: Statement<unknown[]>;
  readonly returnsRows: boolean;
  /** True when it cannot change anything, so that a read-only connection may run it. */
  readonly isRead: boolean;
  /** True for CREATE, ALTER and DROP: what other statements know about their columns is stale afterwards. */
  readonly changesSchema: boolean;
}

/** Prepared statements of one connection, least recently used first out. Runners live for one request; the cache outlives them. */
export class StatementCache {
  private readonly statements = new Map<string, PreparedStatement>();

  constructor(private readonly database: Database) {}

  get(query: string): PreparedStatement {
    const known = this.statements.get(query);
    // The order of use only matters once something has to go.
    if (known && this.statements.size < CACHED_STATEMENTS) return known;
    if (known) this.statements.delete(query);
    const prepared = known ?? this.prepare(query);
    this.statements.set(query, prepared);
    if (this.statements.size > CACHED_STATEMENTS) this.dropOldest();
    return prepared;
  }

  clear(): void {
    this.statements.clear();
  }

  /** A statement is told by what SQLite says of it: `INSERT … RETURNING` both writes and returns rows. */
  private prepare(query: string): PreparedStatement {
    const statement = this.compile(query);
    // SQLite calls many pragmas read-only although they change the connection; those belong to the writing connection.
    const isRead = statement.reader && statement.readonly && !/^\s*pragma\b/i.test(query);
    return { statement, returnsRows: statement.reader, isRead, changesSchema: /^\s*(create|alter|drop)\b/i.test(query) };
  }

  private compile(query: string): Statement<unknown[]> {
    try {
      return this.database.prepare<unknown[]>(query);
    } catch (error) {
      throw new QueryFailedError(query, [], error as Error);
    }
  }

  private dropOldest(): void {
    const oldest = this.statements.keys().next();
    if (!oldest.done) this.statements.delete(oldest.value);
  }
}

export function runPrepared(prepared: PreparedStatement, parameters: unknown[]): SqliteAnswer {
  try {
    return execute(prepared, parameters);
  } catch (error) {
    throw new QueryFailedError(prepared.statement.source, parameters, error as Error);
  }
}

function execute(prepared: PreparedStatement, parameters: unknown[]): SqliteAnswer {
  if (prepared.returnsRows) {
    const rows = prepared.statement.all(...parameters);
    return { raw: rows, rows, affected: prepared.isRead ? 0 : rows.length };
  }
  const result = prepared.statement.run(...parameters);
  return { raw: result.lastInsertRowid, rows: [], affected: result.changes };
}

/** SQLite has no boolean, and better-sqlite3 refuses `undefined`, which PostgreSQL takes as NULL. */
export function bindable(parameters: readonly unknown[]): unknown[] {
  // Most need no change, and an import binds a million rows.
  return parameters.some((value) => typeof value === 'boolean' || value === undefined)
    ? parameters.map((value) => (typeof value === 'boolean' ? Number(value) : value === undefined ? null : value))
    : [...parameters];
}
