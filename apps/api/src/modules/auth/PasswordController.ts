import { Body, Post } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Public, Refuses, ReturnsNothing, SignedIn } from '../../platform/http/routes.js';
import { ChangePasswordDto, RequestPasswordResetDto, ResetPasswordDto } from './AuthDtos.js';
import { type Exchange, Http } from './Exchange.js';
import { PasswordChange } from './passwords/PasswordChange.js';
import { PasswordResets } from './passwords/PasswordResets.js';

/** New passwords, for those who know the old one and for those who forgot it. */
@ApiController('')
export class PasswordController {
  constructor(
    private readonly resets: PasswordResets,
    private readonly passwords: PasswordChange,
  ) {}

  @Post('auth/password-reset')
  @Public()
  @ReturnsNothing(202)
  requestPasswordReset(@Ctx() ctx: Context, @Body() input: RequestPasswordResetDto): Promise<void> {
    return this.resets.request(ctx, input.email);
  }

  @Post('auth/password-reset/confirm')
  @Public()
  @Refuses(410)
  @ReturnsNothing()
  resetPassword(@Ctx() ctx: Context, @Body() input: ResetPasswordDto, @Http() exchange: Exchange): Promise<void> {
    return this.resets.reset(ctx, input, exchange);
  }

  @Post('me/password')
  @SignedIn()
  @ReturnsNothing()
  changePassword(@Ctx() ctx: Context, @Body() input: ChangePasswordDto, @Http() exchange: Exchange): Promise<void> {
    return this.passwords.change(ctx, input, exchange);
  }
}
