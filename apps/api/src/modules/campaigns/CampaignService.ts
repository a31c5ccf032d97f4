import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { ApprovalService } from './approvals/ApprovalService.js';
import { AudienceRecorder } from './approvals/AudienceRecorder.js';
import { CampaignAudit } from './CampaignAudit.js';
import { CampaignDraftReader } from './CampaignDraftReader.js';
import type { CampaignDto, CampaignSummaryDto, CreateCampaignDto, ListCampaignsQuery, UpdateCampaignDto } from './CampaignDtos.js';
import { campaignChangedMeanwhile, moveRefused } from './campaignErrors.js';
import { CampaignPresenter } from './CampaignPresenter.js';
import { CampaignRepository } from './CampaignRepository.js';
import type { Campaign, CampaignDraft } from './CampaignRow.js';
import { CampaignStateMachine } from './CampaignStateMachine.js';
import { canMove } from './campaignTransitions.js';

/** Campaigns as their authors write them. Approval, sending and what came of it have services of their own. */
@Injectable()
export class CampaignService {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly drafts: CampaignDraftReader,
    private readonly presenter: CampaignPresenter,
    private readonly approvals: ApprovalService,
    private readonly recorder: AudienceRecorder,
    private readonly workspaces: WorkspaceService,
    private readonly states: CampaignStateMachine,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: CampaignAudit,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, query: ListCampaignsQuery): Promise<Page<CampaignSummaryDto>> {
    const page = await this.campaigns.list(ctx, query);
    return { items: await this.presenter.presentAll(ctx, page.items), nextCursor: page.nextCursor };
  }

  async get(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    return this.presenter.present(ctx, await this.require(ctx, id));
  }

  create(ctx: WorkspaceContext, input: CreateCampaignDto): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { defaultFromName, defaultFromEmail, defaultReplyTo } = await this.workspaces.require(ctx);
      const blank: CampaignDraft = {
        name: input.name,
        templateId: null,
        subject: null,
        fromName: defaultFromName,
        fromEmail: defaultFromEmail,
        replyTo: defaultReplyTo,
        audience: { channel: 'email', listIds: [], excludeListIds: [] },
        schedule: { kind: 'now' },
      };
      return this.insert(ctx, await this.drafts.read(ctx, blank, input), null);
    });
  }

  /** Editing what was reviewed brings it back to draft and voids the approval; the answer shows both. */
  async update(ctx: WorkspaceContext, id: string, input: UpdateCampaignDto): Promise<CampaignDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.require(ctx, id);
      if (!canMove(before.status, 'edit')) throw moveRefused('edit', before.status);
      if (before.version !== input.version) throw campaignChangedMeanwhile(before.version);
      const draft = await this.drafts.read(ctx, before, input);
      await this.states.moveAsRead(ctx, before, 'edit', { draft });
      const isApprovalVoided = await this.approvals.voidOpen(ctx, id);
      await this.audit.record(ctx, 'campaign.updated', id, {
        before,
        after: draft,
        ...(isApprovalVoided && { details: { isApprovalVoided } }),
      });
      if (isApprovalVoided) await this.recorder.enqueueDiscard(ctx, id);
    });
    return this.get(ctx, id);
  }

  delete(ctx: WorkspaceContext, id: string): Promise<{ id: string }> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.require(ctx, id);
      if (!(await this.campaigns.delete(ctx, id))) throw moveRefused('delete', campaign.status);
      await this.audit.record(ctx, 'campaign.deleted', id, { before: campaign });
      return { id };
    });
  }

  /** A fresh draft with the same content; its schedule is not copied, because its moment has usually passed. */
  duplicate(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const original = await this.require(ctx, id);
      return this.insert(ctx, { ...original, name: `${original.name.slice(0, 110)} (copy)`, schedule: { kind: 'now' } }, id);
    });
  }

  async require(ctx: WorkspaceContext, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.find(ctx, id);
    if (!campaign) throw notFound('campaign');
    return campaign;
  }

  private async insert(ctx: WorkspaceContext, draft: CampaignDraft, copyOf: string | null): Promise<CampaignDto> {
    const id = newId();
    await this.campaigns.insert(ctx, { id, draft, templateVersionId: null, createdBy: actorUserId(ctx), now: nowIso(this.clock) });
    const action = copyOf === null ? 'campaign.created' : 'campaign.duplicated';
    await this.audit.record(ctx, action, id, { after: draft, ...(copyOf !== null && { details: { copyOf } }) });
    return this.get(ctx, id);
  }
}
