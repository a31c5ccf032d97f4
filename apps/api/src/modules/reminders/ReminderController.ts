import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsNothing, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { CreateReminderDto, ListRemindersQuery, ReminderDto, UpdateReminderDto } from './ReminderDtos.js';
import { ReminderService } from './ReminderService.js';

@WorkspaceController('reminders')
export class ReminderController {
  constructor(private readonly reminders: ReminderService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(ReminderDto)
  listReminders(@Ctx() ctx: WorkspaceContext, @Query() query: ListRemindersQuery): Promise<Page<ReminderDto>> {
    return this.reminders.list(ctx, query);
  }

  @Post()
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ReminderDto, 201)
  createReminder(@Ctx() ctx: WorkspaceContext, @Body() input: CreateReminderDto): Promise<ReminderDto> {
    return this.reminders.create(ctx, input);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(ReminderDto)
  getReminder(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ReminderDto> {
    return this.reminders.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ReminderDto)
  updateReminder(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateReminderDto,
  ): Promise<ReminderDto> {
    return this.reminders.update(ctx, id, input);
  }

  @Post(':id/done')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ReminderDto)
  finishReminder(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ReminderDto> {
    return this.reminders.setDone(ctx, id, true);
  }

  @Post(':id/reopen')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ReminderDto)
  reopenReminder(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ReminderDto> {
    return this.reminders.setDone(ctx, id, false);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('contacts:write')
  @ReturnsNothing()
  deleteReminder(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.reminders.delete(ctx, id);
  }

  @Post(':id/restore')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ReminderDto)
  restoreReminder(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ReminderDto> {
    return this.reminders.restore(ctx, id);
  }
}
