import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Installation } from '../../platform/installation/Installation.js';
import { SenderAllowanceService } from '../providers/SenderAllowanceService.js';
import type { OpenSender } from '../providers/SenderPoolService.js';
import { type DirectMessage, DirectMessageRepository } from './DirectMessageRepository.js';
import { DirectRecipients } from './DirectRecipients.js';

const COPIED =
  'This installation is a copy or was restored from a backup, and the original may have sent this message. Ask before you send it again.';

export interface Objection {
  readonly code: string;
  readonly message: string;
}

/** A place in the allowance of the sender; it goes back when it is not used. */
export interface Permit {
  readonly accountId: string | null;
  /** Null: nothing is counted. */
  readonly day: string | null;
}

export type Verdict =
  | ({ readonly kind: 'go' } & { readonly permit: Permit })
  | ({ readonly kind: 'fail' } & Objection)
  | ({ readonly kind: 'doubt' } & Objection)
  /** `reason` null: nothing that a person would notice. */
  | { readonly kind: 'wait'; readonly until: Date; readonly reason: string | null };

/** Whether a message may go now. What was true when it was written may not be when it is sent. */
@Injectable()
export class DirectChecks {
  constructor(
    private readonly messages: DirectMessageRepository,
    private readonly recipients: DirectRecipients,
    private readonly allowances: SenderAllowanceService,
    private readonly installation: Installation,
  ) {}

  async beforeSending(ctx: WorkspaceContext, message: DirectMessage, sender: OpenSender): Promise<Verdict> {
    if (await this.installation.hold(ctx.manager)) return { kind: 'doubt', code: 'copied', message: COPIED };
    const objection = (await this.objectionTo(ctx, message)) ?? pauseOf(sender);
    return objection ? { kind: 'fail', ...objection } : this.permit(ctx, sender);
  }

  /** Null: nothing speaks against it. Asked again in the transaction that hands it over. */
  async objectionTo(ctx: WorkspaceContext, { contactId, channel, toAddress }: DirectMessage): Promise<Objection | null> {
    const { isTrashed, isWorkspaceDeleted } = await this.messages.reachOf(ctx, contactId);
    if (isWorkspaceDeleted) return { code: 'workspaceDeleted', message: 'The workspace was deleted before this message was sent.' };
    if (isTrashed) return { code: 'trashed', message: 'The contact was moved to the trash before this message was sent.' };
    const refusal = await this.recipients.refusalOf(ctx, channel, toAddress);
    return refusal === null ? null : { code: 'suppressed', message: refusal };
  }

  async giveBack(ctx: WorkspaceContext, { accountId, day }: Permit): Promise<void> {
    if (accountId !== null && day !== null) await this.allowances.giveBack(ctx, accountId, day, 1);
  }

  private async permit(ctx: WorkspaceContext, { accountId, limits }: OpenSender): Promise<Verdict> {
    if (accountId === null || (limits.ratePerMinute === null && limits.quotaPerDay === null))
      return { kind: 'go', permit: { accountId, day: null } };
    const lease = await this.allowances.lease(ctx, accountId, 1);
    switch (lease.kind) {
      case 'granted':
        return { kind: 'go', permit: { accountId, day: lease.day } };
      case 'wait':
        return { kind: 'wait', until: new Date(lease.until), reason: null };
      case 'spent': {
        const reason = `This sender has sent its ${limits.quotaPerDay ?? 0} messages of today. It is sent when the next day begins.`;
        return { kind: 'wait', until: lease.until, reason };
      }
    }
  }
}

function pauseOf({ state, stateReason }: OpenSender): Objection | null {
  return state === 'paused' ? { code: 'senderPaused', message: `The sender is paused. ${stateReason ?? ''}`.trim() } : null;
}
