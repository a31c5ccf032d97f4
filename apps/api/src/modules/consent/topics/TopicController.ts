import { Body, Get, Param, ParseUUIDPipe, Patch, Post, Put } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, ReturnsList, ReturnsNothing, WorkspaceController } from '../../../platform/http/routes.js';
import { ChangesVersion } from '../../../platform/http/versions.js';
import { CreateTopicDto, OrderTopicsDto, TopicDto, UpdateTopicDto } from './TopicDtos.js';
import { TopicService } from '../TopicService.js';

@WorkspaceController('topics')
export class TopicController {
  constructor(private readonly topics: TopicService) {}

  /** In their order, archived ones included. */
  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ReturnsList(TopicDto)
  listTopics(@Ctx() ctx: WorkspaceContext): Promise<TopicDto[]> {
    return this.topics.list(ctx);
  }

  @Post()
  @Allow('admin')
  @NeedsScope('workspace:write')
  @Returns(TopicDto, 201)
  createTopic(@Ctx() ctx: WorkspaceContext, @Body() input: CreateTopicDto): Promise<TopicDto> {
    return this.topics.create(ctx, input);
  }

  @Put('order')
  @Allow('admin')
  @NeedsScope('workspace:write')
  @ReturnsNothing()
  orderTopics(@Ctx() ctx: WorkspaceContext, @Body() input: OrderTopicsDto): Promise<void> {
    return this.topics.order(ctx, input.topicIds);
  }

  @Patch(':id')
  @Allow('admin')
  @NeedsScope('workspace:write')
  @Returns(TopicDto)
  @ChangesVersion()
  updateTopic(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: UpdateTopicDto): Promise<TopicDto> {
    return this.topics.update(ctx, id, input);
  }

  /** Campaigns and readers are no longer offered it. Contacts who left it stay out of campaigns that have it. */
  @Post(':id/archive')
  @Allow('admin')
  @NeedsScope('workspace:write')
  @Returns(TopicDto)
  archiveTopic(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<TopicDto> {
    return this.topics.setArchived(ctx, id, true);
  }

  @Post(':id/restore')
  @Allow('admin')
  @NeedsScope('workspace:write')
  @Returns(TopicDto)
  restoreTopic(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<TopicDto> {
    return this.topics.setArchived(ctx, id, false);
  }
}
