import type { JobRequest } from '../../platform/jobs/JobQueue.js';

export const TELL_COMMENTS = 'reviewComments.tell';

export interface TellCommentsPayload {
  readonly workspaceId: string;
  readonly campaignId: string;
}

/** Mails about one campaign leave at most this often. */
const EVERY_MS = 5 * 60_000;
/** For second thoughts: until then a comment can be corrected or deleted before anyone is mailed. */
const AT_LEAST_MS = 2 * 60_000;

/** At the next of fixed moments, so that comments that go on and on delay no mail: all that fall to one moment share a job. */
export function tellCommentsJob(payload: TellCommentsPayload, now: Date): JobRequest<TellCommentsPayload> {
  const at = Math.ceil((now.getTime() + AT_LEAST_MS) / EVERY_MS) * EVERY_MS;
  return { name: TELL_COMMENTS, payload, key: `${TELL_COMMENTS}:${payload.campaignId}:${at}`, runAt: new Date(at) };
}
