import { Body, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, PeopleOnly, Refuses, Returns, StepUp, WorkspaceController } from '../../platform/http/routes.js';
import { FinishSignInDto, SenderDto, SignInDto } from './SenderDtos.js';
import { SenderSignIns } from './SenderSignIns.js';

/** For the mailbox of a sender, at its vendor. A person does it in a browser, so no key may. */
@WorkspaceController('')
export class SenderSignInController {
  constructor(private readonly signIns: SenderSignIns) {}

  @Post('sender-accounts/:id/sign-in')
  @Allow('admin')
  @PeopleOnly()
  @StepUp()
  @Refuses(409)
  @Returns(SignInDto)
  beginSenderSignIn(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SignInDto> {
    return this.signIns.begin(ctx, id);
  }

  @Post('sender-sign-ins')
  @Allow('admin')
  @PeopleOnly()
  @Refuses(409)
  @Returns(SenderDto)
  finishSenderSignIn(@Ctx() ctx: WorkspaceContext, @Body() input: FinishSignInDto): Promise<SenderDto> {
    return this.signIns.finish(ctx, input);
  }
}
