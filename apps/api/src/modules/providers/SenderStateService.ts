import { Injectable } from '@nestjs/common';
import type { SenderCheck } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { SenderState } from './SenderDtos.js';
import { presentCheck } from './SenderPresenter.js';
import { SenderRepository, type SenderRow } from './SenderRepository.js';

/** What was tried with a sender, for the audit log. */
export interface SenderAct {
  readonly action: 'sender.verified' | 'sender.testSent';
  readonly to?: string;
}

/** Whether an account works, as it was last found out: a refusal pauses it, a success makes it ready. */
@Injectable()
export class SenderStateService {
  constructor(
    private readonly senders: SenderRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** What a check of saved settings found. Null: the mail lab of a workspace without an account, which remembers nothing. */
  remember(ctx: WorkspaceContext, row: SenderRow | null, check: SenderCheck, act: SenderAct, type: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (row)
        await this.senders.recordTest(ctx, row, {
          ...stateAfter(row, check),
          test: JSON.stringify(presentCheck(check)),
          now: nowIso(this.clock),
        });
      await this.tell(ctx, act, { type, isSaved: true, ok: check.ok, ...(row && { account: row.name }) });
    });
  }

  tell(ctx: WorkspaceContext, { action, ...act }: SenderAct, details: object): Promise<void> {
    return this.audit.record(ctx, { action, entity: ['sender', ctx.workspaceId], details: { ...act, ...details } });
  }

  /** Nothing is sent through it until a person has looked at the settings. Answers whether it was running. */
  pause(ctx: WorkspaceContext, id: string, reason: string): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const isPaused = await this.senders.pause(ctx, id, reason);
      if (!isPaused) return false;
      const account = (await this.senders.findById(ctx, id))?.name;
      await this.audit.record(ctx, { action: 'sender.paused', entity: ['sender', ctx.workspaceId], details: { reason, account } });
      return true;
    });
  }
}

function stateAfter(row: SenderRow, check: SenderCheck): { state: SenderState; reason: string | null } {
  const refused = check.steps.find((step) => !step.ok);
  const state: SenderState = check.ok ? 'ready' : check.isRefused ? 'paused' : row.state;
  const reason = state === 'paused' ? (check.isRefused ? (refused?.detail ?? 'The server refused the login.') : row.stateReason) : null;
  return { state, reason };
}
