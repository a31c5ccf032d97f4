import type { EntityManager } from 'typeorm';

/** Where a job comes from: the transaction it belongs to, and the request that wants it. A `Context` is one. */
export interface JobOrigin {
  readonly manager: EntityManager;
  readonly requestId?: string | undefined;
}

/** In the payload, because one of the two engines owns its table. No payload of ours has a key of this name. */
const KEY = '$requestId';

/** The payload with the id of the request that wants the job, if there is one. */
export function withOrigin<P extends object>(payload: P, requestId: string | undefined): P {
  return requestId === undefined ? payload : { ...payload, [KEY]: requestId };
}

/** The payload as its handler knows it, and the request that the job came from. */
export function readOrigin(stored: object): { payload: object; requestId: string | undefined } {
  if (!(KEY in stored)) return { payload: stored, requestId: undefined };
  const { [KEY]: requestId, ...payload } = stored;
  return { payload, requestId: typeof requestId === 'string' ? requestId : undefined };
}
