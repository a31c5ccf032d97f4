import { Injectable } from '@nestjs/common';
import { LONGEST_REASON, type TimelineContents } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit } from '../../platform/database/UnitOfWork.js';
import { shortText } from '../../platform/http/shortText.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { contentJson } from './contentJson.js';
import { LoggedEntryRepository } from './LoggedEntryRepository.js';
import { storedContent } from './presentEntry.js';
import { TimelineRepository } from './TimelineRepository.js';
import { TimelineService } from './TimelineService.js';

/** What becomes of a call. What is left out stays. */
export interface CallEntryChange {
  /** Null: it is over, and the outcome tells how. */
  readonly status: string | null;
  /** Seconds. */
  readonly duration?: number;
  readonly outcome?: TimelineContents['call']['outcome'];
  readonly reason?: string | null;
}

/** Calls that are made here, on the timeline: each an entry like one that a member logs, who writes into it what was said. */
@Injectable()
export class CallEntryService {
  constructor(
    private readonly timeline: TimelineService,
    private readonly entries: TimelineRepository,
    private readonly logged: LoggedEntryRepository,
    private readonly live: LiveEvents,
  ) {}

  /** Inside the unit of work that begins the call; the entry has its id. */
  async open(ctx: WorkspaceContext, id: string, contactId: string, status: string): Promise<void> {
    await this.timeline.append(ctx, [{ id, contactId, type: 'call', status, content: { duration: 0, notes: '', direction: 'outgoing' } }]);
    this.tell(ctx, contactId);
  }

  /** Inside the unit of work that moves the call. What a member wrote meanwhile stays; an entry that was deleted is left alone. */
  async show(ctx: WorkspaceContext, id: string, { status, duration, outcome, reason }: CallEntryChange): Promise<void> {
    const row = await this.entries.find(ctx, id);
    if (row?.type !== 'call') return;
    const content = contentJson('call', {
      ...(storedContent('call', row.content) as unknown as TimelineContents['call']),
      ...(duration === undefined ? {} : { duration }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(reason ? { reason: shortText(reason, LONGEST_REASON) } : {}),
    });
    await this.logged.setCall(ctx, id, { content, status });
    this.tell(ctx, row.contactId);
  }

  private tell({ workspaceId, manager }: WorkspaceContext, contactId: string): void {
    afterCommit(manager, () => this.live.publish(workspaceId, { type: 'timeline.changed', id: contactId }));
  }
}
