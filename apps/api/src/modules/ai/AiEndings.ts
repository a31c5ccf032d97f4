import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { shortText } from '../../platform/http/shortText.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { type AiEnd, AiRequestRepository } from './AiRequestRepository.js';

const LONGEST = 10_000;

/** What is kept of a question that is over: its end and, where it was about a contact, an entry on the timeline, both or neither. */
@Injectable()
export class AiEndings {
  constructor(
    private readonly requests: AiRequestRepository,
    private readonly timeline: TimelineService,
    private readonly live: LiveEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * @param told the prompt and the answer as the timeline tells them, redacted
   * @returns false: it is gone, or was given up meanwhile, and nothing is kept
   */
  end(ctx: WorkspaceContext, id: string, end: AiEnd, told: { readonly prompt: string; readonly response: string }): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.requests.end(ctx, id, end, nowIso(this.clock)))) return false;
      // Asked again: the contact may have become another one by a merge since.
      const contactId = (await this.requests.find(ctx, id))?.contactId ?? null;
      if (contactId === null) return true;
      const content = { prompt: shortText(told.prompt, LONGEST), response: shortText(told.response, LONGEST) };
      await this.timeline.append(ctx, [{ id, contactId, type: 'ai', content }]);
      afterCommit(ctx.manager, () => this.live.publish(ctx.workspaceId, { type: 'timeline.changed', id: contactId }));
      return true;
    });
  }
}
