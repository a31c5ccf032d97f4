import { currentScope, inScope } from '../asyncScope.js';

/**
 * Everything that `work` starts belongs to this request: its log lines carry the id, and the jobs it enqueues take it along.
 * Undefined: it belongs to none, whatever it happens to be started from.
 */
export function inRequestScope<T>(requestId: string | undefined, work: () => T): T {
  return inScope({ requestId }, work);
}

export function currentRequestId(): string | undefined {
  return currentScope()?.requestId;
}
