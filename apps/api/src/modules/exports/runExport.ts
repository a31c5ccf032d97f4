import type { JobRequest } from '../../platform/jobs/JobQueue.js';

export const RUN_EXPORT = 'exports.run';
/** What may pass by itself is tried again; then the export ends as failed. */
export const RUN_EXPORT_ATTEMPTS = 4;

export interface RunExportPayload {
  readonly workspaceId: string;
  readonly exportId: string;
}

/** The exports of one workspace are made one after the other. */
export function exportJob(workspaceId: string, exportId: string): JobRequest<RunExportPayload> {
  return {
    name: RUN_EXPORT,
    payload: { workspaceId, exportId },
    key: `export:${exportId}`,
    queue: `exports:${workspaceId}`,
    maxAttempts: RUN_EXPORT_ATTEMPTS,
  };
}
