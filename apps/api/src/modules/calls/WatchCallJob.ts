import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { Clock } from '../../platform/time/Clock.js';
import { askAgainMs } from '../campaigns/public.js';
import { type CallLine, CallLineService } from '../providers/CallLineService.js';
import { CallCourse } from './CallCourse.js';
import { CallQueue, WATCH_CALL_JOB, type WatchCall } from './CallQueue.js';
import { type CallRow, CallRepository } from './CallRepository.js';
import { isOver, legsOf } from './callStates.js';

/** Longer than Twilio may take to answer, so that nobody calls uncertain whose answer is still awaited. */
export const ANSWER_MS = 2 * 60_000;
const OFTEN_MS = 5_000;
const SELDOM_MS = 30_000;
/** As often as `OFTEN_MS`; after that a call is talked rather than rung. */
const OFTEN = 24;
/** No call is that long: whatever is still open then was lost. */
const GIVE_UP_MS = 6 * 60 * 60_000;

/** Looks after a call until it is over: where reports do not come, Twilio is asked. */
@JobHandlerProvider()
export class WatchCallJob implements JobHandler<WatchCall> {
  readonly name = WATCH_CALL_JOB;
  readonly repeatable = 'It only asks Twilio, and a call only moves forward. It never dials.';

  constructor(
    private readonly calls: CallRepository,
    private readonly course: CallCourse,
    private readonly queue: CallQueue,
    private readonly lines: CallLineService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async handle({ callId }: WatchCall, { ctx, requestId }: JobRun): Promise<void> {
    const call = await this.calls.findAnywhere(ctx, callId);
    if (!call || isOver(call.state)) return;
    await this.look(jobContext(ctx.manager, call.workspaceId, this.name, requestId), call);
  }

  /** One look, and the next one is planned. */
  private async look(ctx: WorkspaceContext, call: CallRow): Promise<void> {
    const age = this.clock.now().getTime() - Date.parse(call.createdAt);
    if (call.state === 'dialing' && age < ANSWER_MS) return this.queue.watch(ctx, call.id, ANSWER_MS - age);
    if (call.state === 'dialing') return this.course.doubt(ctx, call, 0);
    if (age > GIVE_UP_MS) return this.lose(ctx, call, 'Twilio did not say how this call ended.');
    const line = await this.lines.reopen(ctx, call.senderAccountId);
    if ('refusal' in line)
      return this.lose(ctx, call, 'The Twilio account was removed or changed, so it is not known how this call ended.');
    await (call.vendorCallId === null ? this.search(ctx, call, line) : this.ask(ctx, call, call.vendorCallId, line));
  }

  private async ask(ctx: WorkspaceContext, call: CallRow, vendorCallId: string, { calls }: CallLine): Promise<void> {
    const sight = await calls.look(vendorCallId).catch(() => null);
    if (sight) {
      if (sight.contact) await this.calls.name(ctx, call.id, { vendorLegId: sight.contact.providerCallId });
      await this.course.follow(ctx, call, legsOf(sight, call.cancelledAt !== null));
    }
    await this.again(ctx, call, sight === null ? askAgainMs(Number(call.asks)) : Number(call.asks) < OFTEN ? OFTEN_MS : SELDOM_MS);
  }

  /** By the list of calls to the member's phone. */
  private async search(ctx: WorkspaceContext, call: CallRow, line: CallLine): Promise<void> {
    const handedAt = new Date(call.createdAt);
    const known = await this.calls.listVendorIds(ctx, call.userPhone, new Date(handedAt.getTime() - 60 * 60_000).toISOString());
    const found = await line.calls.find(call.userPhone, handedAt, known, this.clock.now()).catch(() => null);
    if (found?.kind === 'notPlaced') return this.lose(ctx, call, 'Twilio did not make this call.');
    if (found?.kind !== 'found') return this.again(ctx, call, askAgainMs(Number(call.asks)));
    await this.calls.name(ctx, call.id, { vendorCallId: found.providerCallId });
    await this.ask(ctx, call, found.providerCallId, line);
  }

  private async lose(ctx: WorkspaceContext, call: CallRow, reason: string): Promise<void> {
    await this.course.move(ctx, call, { state: 'failed', seconds: 0, reason });
  }

  private async again(ctx: WorkspaceContext, { id }: CallRow, afterMs: number): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const now = await this.calls.find(ctx, id);
      if (!now || isOver(now.state)) return;
      await this.calls.countAsk(ctx, id);
      await this.queue.watch(ctx, id, afterMs);
    });
  }
}
