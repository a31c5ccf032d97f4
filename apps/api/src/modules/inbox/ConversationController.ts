import { Body, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import {
  ConversationCountsDto,
  ConversationDto,
  ListConversationsQuery,
  ReadConversationDto,
  UpdateConversationDto,
} from './ConversationDtos.js';
import { ConversationService } from './ConversationService.js';

/** Who answered, and who takes it. What was written is read on the timeline of the contact. */
@WorkspaceController('conversations')
export class ConversationController {
  constructor(private readonly conversations: ConversationService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(ConversationDto)
  listConversations(@Ctx() ctx: WorkspaceContext, @Query() query: ListConversationsQuery): Promise<Page<ConversationDto>> {
    return this.conversations.list(ctx, query);
  }

  @Get('counts')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(ConversationCountsDto)
  countConversations(@Ctx() ctx: WorkspaceContext): Promise<ConversationCountsDto> {
    return this.conversations.count(ctx);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(ConversationDto)
  getConversation(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ConversationDto> {
    return this.conversations.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ConversationDto)
  updateConversation(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateConversationDto,
  ): Promise<ConversationDto> {
    return this.conversations.update(ctx, id, input);
  }

  @Post(':id/read')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ConversationDto)
  readConversation(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReadConversationDto,
  ): Promise<ConversationDto> {
    return this.conversations.markRead(ctx, id, input.lastEntryId);
  }

  @Post(':id/unread')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ConversationDto)
  unreadConversation(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ConversationDto> {
    return this.conversations.markUnread(ctx, id);
  }
}
