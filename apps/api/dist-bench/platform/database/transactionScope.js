import { AsyncLocalStorage } from 'node:async_hooks';
import { queryOutsideTransaction } from './databaseErrors.js';
const scopes = new AsyncLocalStorage();
export function runInScope(scope, work) {
    return scopes.run(scope, work);
}
/** Runs work that has nothing to do with the transaction it happens to be started from. */ export function outsideScope(work) {
    return scopes.exit(work);
}
/**
 * Refuses a statement on another runner while the calling code is inside an open transaction of the same data source.
 * On SQLite it would wait for itself for ever; on PostgreSQL it would read old data and can exhaust the pool.
 */ export function refuseOutsideQuery(dataSource, runner, query) {
    const scope = scopes.getStore();
    if (scope?.isOpen && scope.dataSource === dataSource && scope.runner !== runner) throw queryOutsideTransaction(query);
}
