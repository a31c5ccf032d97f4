import { Injectable } from '@nestjs/common';
import { mayActAs } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { shortText } from '../../platform/http/shortText.js';
import type { MemberRow } from '../workspaces/public.js';
import { MemberService } from '../workspaces/MemberService.js';
import { neededFor } from './approvals/approvalDocument.js';
import { ApprovalRepository } from './approvals/ApprovalRepository.js';
import type { Campaign } from './CampaignRow.js';
import { type ReviewMailKind, ReviewMails } from './ReviewMails.js';

const LONGEST_NOTE = 1_000;

interface News {
  readonly kind: ReviewMailKind;
  readonly subject: string;
  readonly happened: string;
  readonly notes: string | null;
  readonly button: string;
}

/** Mails about a review: to those who can decide it, and the answer to whoever asked. */
@Injectable()
export class ReviewNews {
  constructor(
    private readonly members: MemberService,
    private readonly approvals: ApprovalRepository,
    private readonly mails: ReviewMails,
  ) {}

  /** Inside the unit of work of the request. */
  async requested(ctx: WorkspaceContext, campaign: Campaign, notes: string | null): Promise<void> {
    const members = await this.members.list(ctx);
    const readers = members.filter(({ userId, role }) => userId !== actorUserId(ctx) && mayActAs(role, 'approver'));
    await this.write(ctx, campaign, readers, {
      kind: 'request',
      subject: `Please review “${campaign.name}”`,
      happened: `${this.actorIn(ctx, members)} asks for your approval of the campaign “${campaign.name}”. ${await this.howMany(ctx, campaign)}`,
      notes,
      button: 'Open the review',
    });
  }

  /** Inside the unit of work of the decision. */
  async decided(ctx: WorkspaceContext, campaign: Campaign, decision: 'approved' | 'rejected', notes: string | null): Promise<void> {
    const approval = await this.approvals.findLatest(ctx, campaign.id);
    const members = await this.members.list(ctx);
    const reader = members.filter(({ userId }) => userId === approval?.requestedBy && userId !== actorUserId(ctx));
    await this.write(ctx, campaign, reader, {
      kind: 'decision',
      subject: decision === 'approved' ? `Approved: “${campaign.name}”` : `Changes asked for: “${campaign.name}”`,
      happened:
        decision === 'approved'
          ? `${this.actorIn(ctx, members)} approved your campaign “${campaign.name}”.`
          : `${this.actorIn(ctx, members)} did not approve your campaign “${campaign.name}”. It is a draft again.`,
      notes,
      button: 'Open the campaign',
    });
  }

  private async howMany(ctx: WorkspaceContext, { id }: Campaign): Promise<string> {
    const document = (await this.approvals.findLatest(ctx, id))?.document;
    const needed = document ? neededFor(document) : 1;
    return needed === 1 ? 'Nothing is sent before someone approves it.' : `Nothing is sent before ${needed} people have approved it.`;
  }

  private async write(ctx: WorkspaceContext, { id }: Campaign, readers: readonly MemberRow[], news: News): Promise<void> {
    const { kind, subject, happened, notes, button } = news;
    const paragraphs = [happened, ...(notes ? [`Their note: ${shortText(notes, LONGEST_NOTE)}`] : [])];
    await this.mails.send(
      ctx,
      id,
      kind,
      readers.map(({ userId, email }) => ({ userId, to: email, subject, paragraphs, button })),
    );
  }

  private actorIn(ctx: WorkspaceContext, members: readonly MemberRow[]): string {
    return members.find(({ userId }) => userId === actorUserId(ctx))?.name ?? 'A program with an API key';
  }
}
