import { Body, Get, Post, Put } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, ReturnsList, StepUp, WorkspaceController } from '../../platform/http/routes.js';
import { SenderCheckDto, SenderDto, SenderTestDto, SenderTypeDto, TestSenderDto, UpdateSenderDto, VerifySenderDto } from './SenderDtos.js';
import { presentTypes } from './SenderPresenter.js';
import { SenderService } from './SenderService.js';

@WorkspaceController('')
export class SenderController {
  constructor(
    private readonly senders: SenderService,
    private readonly config: AppConfig,
  ) {}

  @Get('sender-types')
  @Allow('viewer')
  @NeedsScope('senders:read')
  @ReturnsList(SenderTypeDto)
  listSenderTypes(): SenderTypeDto[] {
    return presentTypes(this.config.publicUrl);
  }

  @Get('sender')
  @Allow('viewer')
  @NeedsScope('senders:read')
  @Returns(SenderDto)
  getSender(@Ctx() ctx: WorkspaceContext): Promise<SenderDto> {
    return this.senders.get(ctx);
  }

  @Put('sender')
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @Returns(SenderDto)
  updateSender(@Ctx() ctx: WorkspaceContext, @Body() input: UpdateSenderDto): Promise<SenderDto> {
    return this.senders.update(ctx, input);
  }

  @Post('sender/verify')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Returns(SenderCheckDto)
  verifySender(@Ctx() ctx: WorkspaceContext, @Body() input: VerifySenderDto): Promise<SenderCheckDto> {
    return this.senders.verify(ctx, input);
  }

  @Post('sender/test')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Returns(SenderTestDto)
  sendTestMessage(@Ctx() ctx: WorkspaceContext, @Body() input: TestSenderDto): Promise<SenderTestDto> {
    return this.senders.sendTest(ctx, input);
  }
}
