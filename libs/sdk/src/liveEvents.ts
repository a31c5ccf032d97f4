import type { Client } from './generated/client/index.js';

/**
 * News of one workspace: `import.progress`, `campaign.progress`, `campaign.changed`, `mailLab.changed`, `timeline.changed`,
 * `reminders.changed`; and of the person alone: `reminder.due`, `reminder.assigned`, `timeline.mentioned`. The rest depends on the type.
 */
export interface LiveEvent {
  readonly type: string;
  readonly id: string;
  readonly [key: string]: unknown;
}

/** What happens in a workspace from now on, as it happens; reconnects by itself. Ends when `signal` is aborted. */
export async function* liveEvents(client: Client, workspaceId: string, signal: AbortSignal): AsyncGenerator<LiveEvent, void, undefined> {
  const { stream } = await client.sse.get<LiveEvent>({ url: `/api/v1/workspaces/${encodeURIComponent(workspaceId)}/events`, signal });
  for await (const event of stream) {
    if (isLiveEvent(event)) yield event;
  }
}

function isLiveEvent(event: unknown): event is LiveEvent {
  return typeof event === 'object' && event !== null && 'type' in event;
}
