import { AsyncLocalStorage } from 'node:async_hooks';
import { queryOutsideTransaction } from './databaseErrors.js';

/** One open transaction, as seen by the code that runs inside it. */
export interface TransactionScope {
  readonly dataSource: object;
  readonly runner: object;
  isOpen: boolean;
}

let scopes: AsyncLocalStorage<TransactionScope | undefined> | null = null;

/**
 * From here on, `refuseOutsideQuery` finds statements beside an open transaction. The tests of the API do this, and nothing else: code
 * that has run under them needs no watching, and on Node 20 the storage costs every promise of every request (a fifth of a GET).
 */
export function watchTransactions(): void {
  scopes ??= new AsyncLocalStorage();
}

export function runInScope<T>(scope: TransactionScope, work: () => Promise<T>): Promise<T> {
  return scopes ? scopes.run(scope, work) : work();
}

/** Runs work that has nothing to do with the transaction it happens to be started from. */
export function outsideScope<T>(work: () => T): T {
  return scopes ? scopes.run(undefined, work) : work();
}

/**
 * Refuses a statement on another runner while the calling code is inside an open transaction of the same data source. On SQLite it
 * would wait for itself, until the gate gives up (WriteGate); on PostgreSQL it would read old data and can exhaust the pool.
 */
export function refuseOutsideQuery(dataSource: object, runner: object | null, query: string): void {
  const scope = scopes?.getStore();
  if (scope?.isOpen && scope.dataSource === dataSource && scope.runner !== runner) throw queryOutsideTransaction(query);
}
