import type { JobRequest } from '../../../platform/jobs/JobQueue.js';

export const RUN_FIELD_CHANGE = 'customFields.changeType';

export interface RunFieldChangePayload {
  readonly workspaceId: string;
  readonly changeId: string;
}

/** One job for each change. */
export function fieldChangeJob(workspaceId: string, changeId: string, runAt?: Date): JobRequest<RunFieldChangePayload> {
  const key = `fieldChange:${changeId}`;
  return { name: RUN_FIELD_CHANGE, payload: { workspaceId, changeId }, key, queue: key, ...(runAt ? { runAt } : {}) };
}
