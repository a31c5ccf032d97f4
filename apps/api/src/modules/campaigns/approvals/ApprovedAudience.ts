import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { AudienceMember } from '../AudienceRepository.js';
import { approvalTampered } from '../campaignErrors.js';
import type { ApprovalDocument } from './approvalDocument.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import { newcomersAllowed, reasonOf } from './AudienceComparison.js';
import type { Membership } from './snapshotChunk.js';
import { type OpenSnapshot, SnapshotReader } from './SnapshotReader.js';

/** A page of the audience beside what was approved. */
export interface ApprovedPage {
  readonly approvalId: string;
  readonly members: readonly AudienceMember[];
  readonly memberships: readonly Membership[];
  /** How many people who were not approved like this may get the message all the same. */
  readonly allowance: number;
}

/** The people who may get the message: those who were approved and still belong to the audience, and newcomers where the approver allows them. */
@Injectable()
export class ApprovedAudience {
  /** Of the approval that was read last: a walk through an audience asks for one page after the other. */
  private open: { readonly approvalId: string; readonly snapshot: OpenSnapshot } | null = null;

  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly members: SnapshotReader,
  ) {}

  /** @throws AppError `approval.tampered` when the recorded audience is not the one that was signed */
  async pageOf(
    ctx: WorkspaceContext,
    { id }: { readonly id: string },
    document: ApprovalDocument,
    members: readonly AudienceMember[],
  ): Promise<ApprovedPage> {
    if (!document.audience) throw approvalTampered();
    const open = this.open?.approvalId === id ? this.open : { approvalId: id, snapshot: await this.members.open(ctx, document.audience) };
    this.open = open;
    const memberships = await open.snapshot.classify(members);
    return { approvalId: id, members, memberships, allowance: document.decision?.allowsGrowth ? newcomersAllowed(document) : 0 };
  }

  /** Inside the transaction that plans the page: newcomers are counted there, so that the limit holds for the whole campaign. */
  async admit(ctx: WorkspaceContext, { approvalId, members, memberships, allowance }: ApprovedPage): Promise<AudienceMember[]> {
    const isNew = (index: number): boolean => members[index]?.skipReason === null && memberships[index] !== 'member';
    const newcomers = members.filter((_, index) => isNew(index)).length;
    let admitted = newcomers > 0 && allowance > 0 ? await this.admitUpTo(ctx, approvalId, newcomers, allowance) : 0;
    return members.map((member, index) => {
      if (!isNew(index)) return member;
      admitted -= 1;
      return admitted >= 0 ? member : { ...member, skipReason: reasonOf(memberships[index] ?? 'joined') };
    });
  }

  private async admitUpTo(ctx: WorkspaceContext, approvalId: string, newcomers: number, allowance: number): Promise<number> {
    const left = await this.approvals.countAdmissible(ctx, approvalId, allowance);
    const admitted = Math.min(newcomers, left);
    if (admitted > 0) await this.approvals.admit(ctx, approvalId, admitted);
    return admitted;
  }
}
