import { AsyncLocalStorage } from 'node:async_hooks';

/** What code knows about where it was called from, without being told. */
export interface AsyncScope {
  readonly requestId?: string | undefined;
  /** Kept by database/transactionScope.ts. */
  readonly transaction?: object | undefined;
}

/** One for all: each storage of its own costs something at every promise of every request. */
const scopes = new AsyncLocalStorage<AsyncScope>();

export function currentScope(): AsyncScope | undefined {
  return scopes.getStore();
}

/** Runs `work`, and everything it starts, in the scope of now with these changes. */
export function inScope<T>(changes: AsyncScope, work: () => T): T {
  return scopes.run({ ...scopes.getStore(), ...changes }, work);
}
