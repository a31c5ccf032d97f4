/** A mistake in how the database is used, or a database that cannot be used. The code is stable, the message is one sentence for a person. */
export class DatabaseUsageError extends Error {
  constructor(
    readonly code:
      | 'database.busy'
      | 'database.inUse'
      | 'database.notDurable'
      | 'database.queryOutsideTransaction'
      | 'database.transactionEnded'
      | 'database.transactionLost'
      | 'database.transactionRolledBack'
      | 'database.unsupportedSqlite',
    message: string,
  ) {
    super(message);
    this.name = 'DatabaseUsageError';
  }
}

export function queryOutsideTransaction(query: string): DatabaseUsageError {
  return new DatabaseUsageError(
    'database.queryOutsideTransaction',
    `A query ran outside the open transaction, from code that runs inside it: use the inner ctx.manager. Query: ${query.slice(0, 200)}`,
  );
}

export function transactionEnded(query: string): DatabaseUsageError {
  return new DatabaseUsageError(
    'database.transactionEnded',
    `A query came after its transaction had ended; a promise was not awaited. Query: ${query.slice(0, 200)}`,
  );
}

export function transactionRolledBack(): DatabaseUsageError {
  return new DatabaseUsageError(
    'database.transactionRolledBack',
    'PostgreSQL rolled the transaction back: a statement in it had failed, and what came after went on. Nothing of it was saved.',
  );
}

/** Why a database could not be opened, and what to look at. A refused connection has an empty message of its own where several addresses were tried. */
export function notOpened(database: { kind: 'sqlite'; file: string } | { kind: 'postgres' }, cause: unknown): string {
  const { message, code } = cause instanceof Error ? (cause as Error & { code?: string }) : { message: String(cause), code: undefined };
  const reason = message || (code ?? 'no reason was given');
  return database.kind === 'postgres'
    ? `PostgreSQL cannot be reached at the address in DATABASE_URL (${reason}). Check that it runs and that user, password and database name are right.`
    : `The database ${database.file} cannot be opened: ${reason}`;
}

/**
 * Whether what failed is surely undone, so that it may be done again: PostgreSQL itself refused it, or rolled it back. When the connection
 * was lost, nobody knows.
 */
export function isSurelyUndone(error: unknown): boolean {
  if (error instanceof DatabaseUsageError) return error.code === 'database.transactionRolledBack';
  const code = error instanceof Error && 'code' in error ? error.code : null;
  // A code of PostgreSQL. Those with 08 and 57P are about the connection; Node's own begin with E.
  return typeof code === 'string' && /^(?!08|57P|E)[0-9A-Z]{5}$/.test(code);
}
