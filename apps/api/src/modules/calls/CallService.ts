import { Injectable } from '@nestjs/common';
import { ProviderError } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Installation } from '../../platform/installation/Installation.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { insist } from '../campaigns/public.js';
import { ContactService } from '../contacts/ContactService.js';
import { CallLineService } from '../providers/CallLineService.js';
import { CallEntryService } from '../timeline/CallEntryService.js';
import { CallCourse } from './CallCourse.js';
import type { MakeCallDto, PhoneCallDto } from './CallDtos.js';
import { callIsLive, callNotCancellable, callNotFound, hangUpFailed } from './callErrors.js';
import { CallLimits } from './CallLimits.js';
import { CallOptions, type CallPlan } from './CallOptions.js';
import { CallQueue } from './CallQueue.js';
import { type CallRow, CallRepository } from './CallRepository.js';
import { isOver } from './callStates.js';
import { ANSWER_MS } from './WatchCallJob.js';

const FIRST_LOOK_MS = 5_000;

/**
 * Calls that members make. That a call is under way is committed before Twilio is asked, together with the job that looks after it: a crash
 * leaves an uncertain call, never a second one. More than six dependencies: a call is planned, counted, kept, shown, made and watched.
 */
@Injectable()
export class CallService {
  constructor(
    private readonly calls: CallRepository,
    private readonly options: CallOptions,
    private readonly limits: CallLimits,
    private readonly course: CallCourse,
    private readonly entries: CallEntryService,
    private readonly lines: CallLineService,
    private readonly queue: CallQueue,
    private readonly contacts: ContactService,
    private readonly installation: Installation,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async make(ctx: WorkspaceContext, contactId: string, { to }: MakeCallDto): Promise<PhoneCallDto> {
    await this.installation.requireSendingOpen(ctx.manager);
    const plan = await this.options.require(ctx, contactId, to);
    await this.limits.count(ctx, plan.contactPhone);
    const id = await this.begin(ctx, contactId, plan);
    await this.dial(jobContext(ctx.manager, ctx.workspaceId, 'calls.dial', ctx.requestId), id, plan);
    return this.get(ctx, contactId, id);
  }

  async get(ctx: WorkspaceContext, contactId: string, id: string): Promise<PhoneCallDto> {
    return present(await this.require(ctx, contactId, id));
  }

  /** While a phone rings. What becomes of it Twilio tells: the contact may have answered meanwhile. */
  async cancel(ctx: WorkspaceContext, contactId: string, id: string): Promise<PhoneCallDto> {
    const call = await this.require(ctx, contactId, id);
    const { vendorCallId, state } = call;
    if ((state !== 'ringing' && state !== 'connecting') || vendorCallId === null) throw callNotCancellable(state);
    const line = await this.lines.reopen(ctx, call.senderAccountId);
    if ('refusal' in line) throw hangUpFailed(line.refusal);
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.calls.cancel(ctx, id, nowIso(this.clock)))) throw callNotCancellable((await this.require(ctx, contactId, id)).state);
      await this.audit.record(ctx, { action: 'contact.callCancelled', entity: ['contact', contactId], details: { callId: id } });
      await this.queue.watch(ctx, id, 0);
    });
    await line.calls.hangUp(vendorCallId).catch((error: unknown) => {
      throw hangUpFailed(error instanceof ProviderError ? error.message : 'Twilio did not answer.');
    });
    return this.get(ctx, contactId, id);
  }

  private async begin(ctx: WorkspaceContext, contactId: string, { line, userPhone, contactPhone }: CallPlan): Promise<string> {
    const id = newId();
    await this.unitOfWork.run(ctx, async (ctx) => {
      const call = { id, contactId, userId: actorUserId(ctx), senderAccountId: line.accountId, userPhone, contactPhone };
      if (!(await this.calls.insert(ctx, { ...call, fromPhone: line.from, createdAt: nowIso(this.clock) }))) throw callIsLive();
      await this.entries.open(ctx, id, contactId, 'dialing');
      await this.queue.watch(ctx, id, ANSWER_MS);
      await this.audit.record(ctx, {
        action: 'contact.called',
        entity: ['contact', contactId],
        details: { callId: id, to: contactPhone, ownPhone: userPhone },
      });
    });
    return id;
  }

  /** Once. */
  private async dial(ctx: WorkspaceContext, id: string, { line, userPhone, contactPhone }: CallPlan): Promise<void> {
    try {
      const vendorCallId = await line.calls.place({ callId: id, userPhone, contactPhone });
      await insist(() =>
        this.unitOfWork.run(ctx, async (ctx) => {
          await this.calls.name(ctx, id, { vendorCallId });
          await this.course.move(ctx, { id }, { state: 'ringing', seconds: 0, reason: null });
          const call = await this.calls.find(ctx, id);
          if (call && !isOver(call.state)) await this.queue.watch(ctx, id, FIRST_LOOK_MS);
        }),
      );
    } catch (error) {
      const failure = error instanceof ProviderError ? error : null;
      await insist(async () => {
        if (failure && failure.kind !== 'unknownOutcome')
          await this.course.move(ctx, { id }, { state: 'failed', seconds: 0, reason: wordsOf(failure) });
        else await this.course.doubt(ctx, { id }, FIRST_LOOK_MS);
      });
    }
  }

  private async require(ctx: WorkspaceContext, contactId: string, id: string): Promise<CallRow> {
    await this.contacts.require(ctx, contactId);
    const call = await this.calls.find(ctx, id);
    if (call?.contactId !== contactId) throw callNotFound();
    return call;
  }
}

function wordsOf({ message, serverResponse }: ProviderError): string {
  return serverResponse === null || message.includes(serverResponse) ? message : `${message} Twilio said: ${serverResponse}`;
}

function present(call: CallRow): PhoneCallDto {
  const { id, contactId, state, reason, authorName, createdAt, endedAt } = call;
  return {
    ...{ id, contactId, state, reason, authorName, createdAt, endedAt },
    ...{ isOver: isOver(state), seconds: Number(call.seconds) },
    ...{ ownPhone: call.userPhone, to: call.contactPhone, from: call.fromPhone },
  };
}
