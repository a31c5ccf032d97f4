import { Body, Delete, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { LabRecipientService } from './LabRecipientService.js';
import { LabClearedDto, LabMessageDto, LabMessageQuery, LabMessageSummaryDto, LabUnreadDto, PlayRecipientDto } from './MailLabDtos.js';
import { MailLabService } from './MailLabService.js';

@WorkspaceController('mail-lab')
export class MailLabController {
  constructor(
    private readonly mailLab: MailLabService,
    private readonly recipient: LabRecipientService,
  ) {}

  @Get('messages')
  @Allow('viewer')
  @NeedsScope('mailLab:read')
  @ReturnsPage(LabMessageSummaryDto)
  listLabMessages(@Ctx() ctx: WorkspaceContext, @Query() query: LabMessageQuery): Promise<Page<LabMessageSummaryDto>> {
    return this.mailLab.list(ctx, query);
  }

  @Delete('messages')
  @Allow('admin')
  @NeedsScope('mailLab:write')
  @Returns(LabClearedDto)
  async clearMailLab(@Ctx() ctx: WorkspaceContext): Promise<LabClearedDto> {
    return { removed: await this.mailLab.clear(ctx) };
  }

  @Get('messages/:id')
  @Allow('viewer')
  @NeedsScope('mailLab:read')
  @Returns(LabMessageDto)
  getLabMessage(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<LabMessageDto> {
    return this.mailLab.show(ctx, id);
  }

  @Post('messages/:id/play')
  @Allow('author')
  @NeedsScope('mailLab:write')
  @Returns(LabMessageDto)
  playRecipient(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: PlayRecipientDto,
  ): Promise<LabMessageDto> {
    return this.recipient.play(ctx, id, input);
  }

  @Get('unread')
  @Allow('viewer')
  @NeedsScope('mailLab:read')
  @Returns(LabUnreadDto)
  async getLabUnread(@Ctx() ctx: WorkspaceContext): Promise<LabUnreadDto> {
    return { count: await this.mailLab.countUnread(ctx) };
  }
}
