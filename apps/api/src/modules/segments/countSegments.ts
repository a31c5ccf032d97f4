import type { JobRequest } from '../../platform/jobs/JobQueue.js';
import type { StoredSegment } from './SegmentRepository.js';

export const COUNT_SEGMENTS = 'segments.count';
/** A count that is younger is good enough for a list. */
export const FRESH_MS = 5 * 60_000;

export interface CountSegmentsPayload {
  readonly workspaceId: string;
}

/** The segments of one workspace are counted one after the other. */
export function countSegmentsJob(workspaceId: string): JobRequest<CountSegmentsPayload> {
  return { name: COUNT_SEGMENTS, payload: { workspaceId }, key: `segmentCounts:${workspaceId}`, queue: `segmentCounts:${workspaceId}` };
}

export function isStale({ countedAt }: Pick<StoredSegment, 'countedAt'>, now: number): boolean {
  return countedAt === null || now - Date.parse(countedAt) > FRESH_MS;
}
