import { currentScope, inScope } from '../asyncScope.js';
import { queryOutsideTransaction } from './databaseErrors.js';

/** One open transaction, as seen by the code that runs inside it. */
export interface TransactionScope {
  readonly dataSource: object;
  readonly runner: object;
  isOpen: boolean;
}

export function runInScope<T>(scope: TransactionScope, work: () => Promise<T>): Promise<T> {
  return inScope({ transaction: scope }, work);
}

/** Runs work that has nothing to do with the transaction it happens to be started from. */
export function outsideScope<T>(work: () => T): T {
  return inScope({ transaction: undefined }, work);
}

/**
 * Refuses a statement on another runner while the calling code is inside an open transaction of the same data source.
 * On SQLite it would wait for itself for ever; on PostgreSQL it would read old data and can exhaust the pool.
 */
export function refuseOutsideQuery(dataSource: object, runner: object | null, query: string): void {
  const scope = currentScope()?.transaction as TransactionScope | undefined;
  if (scope?.isOpen && scope.dataSource === dataSource && scope.runner !== runner) throw queryOutsideTransaction(query);
}
