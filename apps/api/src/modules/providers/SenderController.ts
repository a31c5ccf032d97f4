import { Body, Get, Post, Put } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, Returns, ReturnsList, WorkspaceController } from '../../platform/http/routes.js';
import { SenderCheckDto, SenderDto, SenderTestDto, SenderTypeDto, TestSenderDto, UpdateSenderDto, VerifySenderDto } from './SenderDtos.js';
import { SenderService } from './SenderService.js';

@WorkspaceController('')
export class SenderController {
  constructor(private readonly senders: SenderService) {}

  @Get('sender-types')
  @Allow('viewer')
  @ReturnsList(SenderTypeDto)
  listSenderTypes(): SenderTypeDto[] {
    return this.senders.listTypes();
  }

  @Get('sender')
  @Allow('viewer')
  @Returns(SenderDto)
  getSender(@Ctx() ctx: WorkspaceContext): Promise<SenderDto> {
    return this.senders.get(ctx);
  }

  @Put('sender')
  @Allow('admin')
  @Returns(SenderDto)
  updateSender(@Ctx() ctx: WorkspaceContext, @Body() input: UpdateSenderDto): Promise<SenderDto> {
    return this.senders.update(ctx, input);
  }

  @Post('sender/verify')
  @Allow('admin')
  @Returns(SenderCheckDto)
  verifySender(@Ctx() ctx: WorkspaceContext, @Body() input: VerifySenderDto): Promise<SenderCheckDto> {
    return this.senders.verify(ctx, input);
  }

  @Post('sender/test')
  @Allow('admin')
  @Returns(SenderTestDto)
  sendTestMessage(@Ctx() ctx: WorkspaceContext, @Body() input: TestSenderDto): Promise<SenderTestDto> {
    return this.senders.sendTest(ctx, input);
  }
}
