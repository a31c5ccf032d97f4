import { Body, Post } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Public, Refuses, Returns, ReturnsNothing, SignedIn, StepUp } from '../../platform/http/routes.js';
import { ChangeEmailDto, ConfirmedEmailDto, ConfirmEmailDto } from './AuthDtos.js';
import { EmailChangeConfirmation } from './emailChange/EmailChangeConfirmation.js';
import { EmailChangeService } from './emailChange/EmailChangeService.js';
import { OwnEmailConfirmation } from './emailChange/OwnEmailConfirmation.js';
import { type Exchange, Http } from './Exchange.js';

/** The address of an account: changing and confirming it. */
@ApiController('')
export class EmailAddressController {
  constructor(
    private readonly emails: EmailChangeService,
    private readonly own: OwnEmailConfirmation,
    private readonly changed: EmailChangeConfirmation,
  ) {}

  @Post('me/email')
  @SignedIn()
  @StepUp()
  @ReturnsNothing(202)
  changeEmail(@Ctx() ctx: Context, @Body() input: ChangeEmailDto, @Http() exchange: Exchange): Promise<void> {
    return this.emails.request(ctx, input.email, exchange);
  }

  @Post('me/email/confirmation')
  @SignedIn()
  @ReturnsNothing(202)
  requestEmailConfirmation(@Ctx() ctx: Context, @Http() exchange: Exchange): Promise<void> {
    return this.emails.requestConfirmation(ctx, exchange);
  }

  @Post('me/email/confirm')
  @SignedIn()
  @Refuses(410)
  @Returns(ConfirmedEmailDto)
  confirmOwnEmail(@Ctx() ctx: Context, @Body() input: ConfirmEmailDto, @Http() exchange: Exchange): Promise<ConfirmedEmailDto> {
    return this.own.confirm(ctx, input.token, exchange);
  }

  @Post('auth/confirm-email')
  @Public()
  @Refuses(410)
  @Returns(ConfirmedEmailDto)
  confirmEmail(@Ctx() ctx: Context, @Body() input: ConfirmEmailDto, @Http() exchange: Exchange): Promise<ConfirmedEmailDto> {
    return this.changed.confirm(ctx, input.token, exchange);
  }
}
