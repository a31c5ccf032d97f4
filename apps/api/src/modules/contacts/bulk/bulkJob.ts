import type { JobRequest } from '../../../platform/jobs/JobQueue.js';

export const RUN_BULK = 'contacts.bulk';

export interface RunBulkPayload {
  readonly workspaceId: string;
}

/** One job for each workspace: its actions have an order, and none changes contacts under another. */
export function bulkJob(workspaceId: string, runAt?: Date): JobRequest<RunBulkPayload> {
  const key = `bulk:${workspaceId}`;
  return { name: RUN_BULK, payload: { workspaceId }, key, queue: key, ...(runAt ? { runAt } : {}) };
}
