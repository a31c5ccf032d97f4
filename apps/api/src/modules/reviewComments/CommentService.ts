import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CampaignService } from '../campaigns/CampaignService.js';
import { type Campaign, ReviewedVersion } from '../campaigns/public.js';
import type { CommentDto, CreateCommentDto } from './CommentDtos.js';
import {
  answersHaveNoState,
  commentNotFound,
  noSuchPart,
  notItsAuthor,
  partOfThread,
  tooManyComments,
  unknownThread,
  unknownVariant,
  variantNeeded,
} from './commentErrors.js';
import { CommentNews } from './CommentNews.js';
import { CommentRepository } from './CommentRepository.js';
import type { CampaignComment } from './entities/CampaignComment.js';
import { presentComment } from './presentComment.js';

/** The list is read whole. */
export const MOST_COMMENTS = 300;

type Place = Pick<CampaignComment, 'answerTo' | 'part' | 'variantId'>;

/** What members say about a campaign on its review. It is no part of what is sealed, and holds nothing up. */
@Injectable()
export class CommentService {
  constructor(
    private readonly comments: CommentRepository,
    private readonly campaigns: CampaignService,
    private readonly versions: ReviewedVersion,
    private readonly news: CommentNews,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, campaignId: string): Promise<CommentDto[]> {
    const campaign = await this.campaigns.require(ctx, campaignId);
    const rows = await this.comments.list(ctx, campaignId);
    if (rows.length === 0) return [];
    const { fingerprint } = await this.versions.of(ctx, campaign);
    return rows.map((row) => presentComment(row, fingerprint));
  }

  write(ctx: WorkspaceContext, campaignId: string, { text, ...about }: CreateCommentDto): Promise<CommentDto> {
    return this.inTurn(ctx, campaignId, async (ctx) => {
      const campaign = await this.campaigns.require(ctx, campaignId);
      if ((await this.comments.count(ctx, campaignId)) >= MOST_COMMENTS) throw tooManyComments(MOST_COMMENTS);
      const place = about.answerTo ? await this.placeOfAnswer(ctx, campaignId, about) : placeOf(campaign, about);
      const { fingerprint } = await this.versions.of(ctx, campaign);
      const id = newId();
      await this.comments.insert(ctx, {
        id,
        campaignId,
        ...place,
        authorId: actorUserId(ctx),
        text,
        fingerprint,
        createdAt: nowIso(this.clock),
        editedAt: null,
        deletedAt: null,
        resolvedBy: null,
        resolvedAt: null,
        toldAt: null,
      });
      await this.news.written(ctx, campaignId, { id, ...place });
      // What is answered is not settled.
      if (place.answerTo !== null) await this.change(ctx, campaignId, place.answerTo, false);
      return this.present(ctx, campaign, id);
    });
  }

  edit(ctx: WorkspaceContext, campaignId: string, id: string, text: string): Promise<CommentDto> {
    return this.inTurn(ctx, campaignId, async (ctx) => {
      const campaign = await this.campaigns.require(ctx, campaignId);
      const comment = await this.requireOwn(ctx, campaignId, id);
      if (comment.text !== text) {
        await this.comments.update(ctx, id, { text, editedAt: nowIso(this.clock) });
        await this.news.changed(ctx, campaignId, 'campaign.commentEdited', id);
      }
      return this.present(ctx, campaign, id);
    });
  }

  /** Nothing of it stays, unless others answered: then the thread keeps its place without the words. */
  delete(ctx: WorkspaceContext, campaignId: string, id: string): Promise<void> {
    return this.inTurn(ctx, campaignId, async (ctx) => {
      const { answerTo } = await this.requireOwn(ctx, campaignId, id);
      if ((await this.comments.countAnswers(ctx, id)) > 0) {
        const now = nowIso(this.clock);
        await this.comments.update(ctx, id, { text: '', deletedAt: now, toldAt: now });
      } else {
        await this.comments.remove(ctx, id);
        if (answerTo !== null) await this.removeEmptied(ctx, campaignId, answerTo);
      }
      await this.news.changed(ctx, campaignId, 'campaign.commentDeleted', id);
    });
  }

  setResolved(ctx: WorkspaceContext, campaignId: string, id: string, isResolved: boolean): Promise<CommentDto> {
    return this.inTurn(ctx, campaignId, async (ctx) => {
      const campaign = await this.campaigns.require(ctx, campaignId);
      const comment = await this.comments.find(ctx, campaignId, id);
      if (!comment) throw commentNotFound();
      if (comment.answerTo !== null) throw answersHaveNoState();
      await this.change(ctx, campaignId, id, isResolved);
      return this.present(ctx, campaign, id);
    });
  }

  private async change(ctx: WorkspaceContext, campaignId: string, id: string, isResolved: boolean): Promise<void> {
    const change = isResolved ? { resolvedAt: nowIso(this.clock), resolvedBy: actorUserId(ctx) } : { resolvedAt: null, resolvedBy: null };
    if (await this.comments.setResolved(ctx, id, change))
      await this.news.changed(ctx, campaignId, isResolved ? 'campaign.commentResolved' : 'campaign.commentReopened', id);
  }

  /** An answer must not arrive while its thread goes, nor two be the last that fits. */
  private inTurn<T>(ctx: WorkspaceContext, campaignId: string, work: (ctx: WorkspaceContext) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `comments ${campaignId}`);
      return work(ctx);
    });
  }

  private async placeOfAnswer(ctx: WorkspaceContext, campaignId: string, { answerTo, part, variantId }: Partial<Place>): Promise<Place> {
    if (part || variantId) throw partOfThread();
    const answered = await this.comments.find(ctx, campaignId, answerTo ?? '');
    if (!answered) throw unknownThread();
    return { answerTo: answered.answerTo ?? answered.id, part: null, variantId: null };
  }

  private async requireOwn(ctx: WorkspaceContext, campaignId: string, id: string): Promise<CampaignComment> {
    const comment = await this.comments.find(ctx, campaignId, id);
    if (!comment || comment.deletedAt !== null) throw commentNotFound();
    if (comment.authorId === null || comment.authorId !== actorUserId(ctx)) throw notItsAuthor();
    return comment;
  }

  /** A deleted comment that stayed for its answers goes with the last of them. */
  private async removeEmptied(ctx: WorkspaceContext, campaignId: string, threadId: string): Promise<void> {
    const first = await this.comments.find(ctx, campaignId, threadId);
    if (first && first.deletedAt !== null && (await this.comments.countAnswers(ctx, threadId)) === 0)
      await this.comments.remove(ctx, threadId);
  }

  private async present(ctx: WorkspaceContext, campaign: Campaign, id: string): Promise<CommentDto> {
    const row = (await this.comments.list(ctx, campaign.id)).find((one) => one.id === id);
    if (!row) throw commentNotFound();
    return presentComment(row, (await this.versions.of(ctx, campaign)).fingerprint);
  }
}

function placeOf(campaign: Campaign, { part = null, variantId = null }: Omit<CreateCommentDto, 'text'>): Place {
  if ((part === 'variant') !== (variantId !== null)) throw variantNeeded();
  if (part === 'subject' && campaign.type === 'text') throw noSuchPart();
  if (variantId !== null && !campaign.abTest?.variants.some(({ id }) => id === variantId)) throw unknownVariant();
  return { answerTo: null, part, variantId };
}
