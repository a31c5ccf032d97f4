import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CallEntryService } from '../timeline/CallEntryService.js';
import { CallQueue } from './CallQueue.js';
import { type CallRow, CallRepository } from './CallRepository.js';
import { isOver, type Legs, outcomeOfCall, type Standing, standingOf } from './callStates.js';

/** What is learned of a call moves it on, and is told on the timeline. Each move is one conditional update: whoever comes second changes nothing. */
@Injectable()
export class CallCourse {
  constructor(
    private readonly calls: CallRepository,
    private readonly entries: CallEntryService,
    private readonly queue: CallQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Answers whether the legs told where the call is. */
  async follow(ctx: WorkspaceContext, call: CallRow, legs: Legs): Promise<boolean> {
    const standing = standingOf(legs);
    // A leg that was told of and is not listed yet is not missing.
    const isMissing = legs.isAll && legs.contact === null && call.vendorLegId !== null;
    if (!standing || (isMissing && isOver(standing.state))) return false;
    await this.move(ctx, call, standing);
    return true;
  }

  move(ctx: WorkspaceContext, { id }: Pick<CallRow, 'id'>, standing: Standing): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.calls.move(ctx, id, standing, nowIso(this.clock)))) return false;
      const { state, seconds, reason } = standing;
      if (!isOver(state)) {
        await this.entries.show(ctx, id, { status: state });
        return true;
      }
      await this.queue.cancel(ctx.manager, id);
      await this.entries.show(ctx, id, { status: null, duration: seconds, outcome: outcomeOfCall(state), reason });
      return true;
    });
  }

  /** Twilio's answer was lost, so the phone may ring all the same: nothing is dialled again, and Twilio is asked. */
  doubt(ctx: WorkspaceContext, { id }: Pick<CallRow, 'id'>, askAfterMs: number): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.calls.doubt(ctx, id))) return;
      await this.queue.watch(ctx, id, askAfterMs);
      await this.entries.show(ctx, id, { status: 'uncertain' });
    });
  }
}
