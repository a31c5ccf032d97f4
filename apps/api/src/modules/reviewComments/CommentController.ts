import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, PeopleOnly, Returns, ReturnsList, ReturnsNothing, WorkspaceController } from '../../platform/http/routes.js';
import { CommentDto, CreateCommentDto, UpdateCommentDto } from './CommentDtos.js';
import { CommentService } from './CommentService.js';

/** What members say about a campaign. Whoever may read the review may take part; programs read only. */
@WorkspaceController('campaigns')
export class CommentController {
  constructor(private readonly comments: CommentService) {}

  /** Oldest first, at most 300. */
  @Get(':id/comments')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @ReturnsList(CommentDto)
  listCampaignComments(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CommentDto[]> {
    return this.comments.list(ctx, id);
  }

  @Post(':id/comments')
  @Allow('viewer')
  @PeopleOnly()
  @Returns(CommentDto, 201)
  commentOnCampaign(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CreateCommentDto,
  ): Promise<CommentDto> {
    return this.comments.write(ctx, id, input);
  }

  /** One's own only. */
  @Patch(':id/comments/:commentId')
  @Allow('viewer')
  @PeopleOnly()
  @Returns(CommentDto)
  editCampaignComment(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('commentId', ParseUUIDPipe) commentId: string,
    @Body() { text }: UpdateCommentDto,
  ): Promise<CommentDto> {
    return this.comments.edit(ctx, id, commentId, text);
  }

  /** One's own only. One that others answered stays without its text. */
  @Delete(':id/comments/:commentId')
  @Allow('viewer')
  @PeopleOnly()
  @ReturnsNothing()
  deleteCampaignComment(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('commentId', ParseUUIDPipe) commentId: string,
  ): Promise<void> {
    return this.comments.delete(ctx, id, commentId);
  }

  /** The whole thread, by its first comment. */
  @Post(':id/comments/:commentId/resolve')
  @Allow('viewer')
  @PeopleOnly()
  @Returns(CommentDto)
  resolveCampaignComment(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('commentId', ParseUUIDPipe) commentId: string,
  ): Promise<CommentDto> {
    return this.comments.setResolved(ctx, id, commentId, true);
  }

  @Post(':id/comments/:commentId/reopen')
  @Allow('viewer')
  @PeopleOnly()
  @Returns(CommentDto)
  reopenCampaignComment(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('commentId', ParseUUIDPipe) commentId: string,
  ): Promise<CommentDto> {
    return this.comments.setResolved(ctx, id, commentId, false);
  }
}
