import { Body, Delete, Get, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Refuses, Returns, ReturnsNothing, StepUp, WorkspaceController } from '../../platform/http/routes.js';
import { ConnectMailboxDto, MailboxCheckDto, SenderMailboxDto } from './MailboxDtos.js';
import { MailboxService } from './MailboxService.js';

/** The mailbox of a sender that bounces and replies are read from. */
@WorkspaceController('sender-accounts/:id/mailbox')
export class MailboxController {
  constructor(private readonly mailboxes: MailboxService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('senders:read')
  @Returns(SenderMailboxDto)
  getSenderMailbox(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SenderMailboxDto> {
    return this.mailboxes.get(ctx, id);
  }

  /** Signs in first: settings that do not work are not saved. */
  @Put()
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @Refuses(409)
  @Returns(SenderMailboxDto)
  connectSenderMailbox(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ConnectMailboxDto,
  ): Promise<SenderMailboxDto> {
    return this.mailboxes.connect(ctx, id, input);
  }

  @Post('check')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Returns(MailboxCheckDto)
  checkSenderMailbox(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<MailboxCheckDto> {
    return this.mailboxes.check(ctx, id);
  }

  @Post('pause')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Returns(SenderMailboxDto)
  pauseSenderMailbox(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SenderMailboxDto> {
    return this.mailboxes.pause(ctx, id);
  }

  @Post('resume')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Returns(SenderMailboxDto)
  resumeSenderMailbox(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SenderMailboxDto> {
    return this.mailboxes.resume(ctx, id);
  }

  @Delete()
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @ReturnsNothing()
  removeSenderMailbox(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.mailboxes.remove(ctx, id);
  }
}
