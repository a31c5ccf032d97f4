import { Body, Delete, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { type Page, PageQuery } from '../../platform/http/Page.js';
import { ApiController, Returns, ReturnsList, ReturnsNothing, ReturnsPage, SignedIn, StepUp } from '../../platform/http/routes.js';
import { AccountDeletion } from './account/AccountDeletion.js';
import { OwnSessions } from './account/OwnSessions.js';
import { SignInLog } from './account/SignInLog.js';
import { OwnSessionDto, RevokedSessionsDto, SignInLogEntryDto } from './AuthDtos.js';
import { type Exchange, Http } from './Exchange.js';
import { ConfirmTwoFactorDto, RecoveryCodesDto, TwoFactorDto, TwoFactorSetupDto } from './twoFactor/TwoFactorDtos.js';
import { TwoFactorSettings } from './twoFactor/TwoFactorSettings.js';

/** What people do about their own account. */
@ApiController('')
export class AccountController {
  constructor(
    private readonly twoFactor: TwoFactorSettings,
    private readonly sessions: OwnSessions,
    private readonly signInLog: SignInLog,
    private readonly deletion: AccountDeletion,
  ) {}

  @Get('me/two-factor')
  @SignedIn()
  @Returns(TwoFactorDto)
  getTwoFactor(@Ctx() ctx: Context): Promise<TwoFactorDto> {
    return this.twoFactor.describe(ctx);
  }

  @Post('me/two-factor')
  @SignedIn()
  @StepUp()
  @Returns(TwoFactorSetupDto)
  setUpTwoFactor(@Ctx() ctx: Context, @Http() exchange: Exchange): Promise<TwoFactorSetupDto> {
    return this.twoFactor.begin(ctx, exchange);
  }

  @Post('me/two-factor/confirm')
  @SignedIn()
  @StepUp()
  @Returns(RecoveryCodesDto)
  confirmTwoFactor(@Ctx() ctx: Context, @Body() input: ConfirmTwoFactorDto, @Http() exchange: Exchange): Promise<RecoveryCodesDto> {
    return this.twoFactor.confirm(ctx, input.code, exchange);
  }

  @Delete('me/two-factor')
  @SignedIn()
  @StepUp()
  @ReturnsNothing()
  turnOffTwoFactor(@Ctx() ctx: Context, @Http() exchange: Exchange): Promise<void> {
    return this.twoFactor.turnOff(ctx, exchange);
  }

  @Post('me/two-factor/recovery-codes')
  @SignedIn()
  @StepUp()
  @Returns(RecoveryCodesDto)
  renewRecoveryCodes(@Ctx() ctx: Context, @Http() exchange: Exchange): Promise<RecoveryCodesDto> {
    return this.twoFactor.renewRecoveryCodes(ctx, exchange);
  }

  @Get('me/sessions')
  @SignedIn()
  @ReturnsList(OwnSessionDto)
  listOwnSessions(@Ctx() ctx: Context): Promise<OwnSessionDto[]> {
    return this.sessions.list(ctx);
  }

  @Delete('me/sessions')
  @SignedIn()
  @Returns(RevokedSessionsDto)
  revokeOtherSessions(@Ctx() ctx: Context, @Http() exchange: Exchange): Promise<RevokedSessionsDto> {
    return this.sessions.revokeOthers(ctx, exchange);
  }

  @Delete('me/sessions/:id')
  @SignedIn()
  @ReturnsNothing()
  revokeSession(@Ctx() ctx: Context, @Param('id', ParseUUIDPipe) id: string, @Http() exchange: Exchange): Promise<void> {
    return this.sessions.revoke(ctx, id, exchange);
  }

  @Get('me/sign-in-log')
  @SignedIn()
  @ReturnsPage(SignInLogEntryDto)
  listSignInLog(@Ctx() ctx: Context, @Query() query: PageQuery): Promise<Page<SignInLogEntryDto>> {
    return this.signInLog.list(ctx, query);
  }

  @Delete('me')
  @SignedIn()
  @StepUp()
  @ReturnsNothing()
  deleteAccount(@Ctx() ctx: Context, @Http() exchange: Exchange): Promise<void> {
    return this.deletion.delete(ctx, exchange);
  }
}
