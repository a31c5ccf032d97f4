import { Body, Get, Param, Post } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Public, Returns, ReturnsNothing } from '../../platform/http/routes.js';
import { ConfirmRegistrationDto, RegisterDto, RegistrationPreviewDto, RequestRegistrationDto, SessionDto, SetupDto } from './AuthDtos.js';
import { type Exchange, Http } from './Exchange.js';
import { FirstAccount } from './registration/FirstAccount.js';
import { RegistrationConfirmation } from './registration/RegistrationConfirmation.js';
import { RegistrationRequests } from './registration/RegistrationRequests.js';

/** How accounts begin without an invitation. */
@ApiController('')
export class RegistrationController {
  constructor(
    private readonly first: FirstAccount,
    private readonly requests: RegistrationRequests,
    private readonly confirmation: RegistrationConfirmation,
  ) {}

  @Get('setup')
  @Public()
  @Returns(SetupDto)
  getSetup(@Ctx() ctx: Context): Promise<SetupDto> {
    return this.first.setup(ctx);
  }

  @Post('auth/register')
  @Public()
  @Returns(SessionDto, 201)
  register(@Ctx() ctx: Context, @Body() input: RegisterDto, @Http() exchange: Exchange): Promise<SessionDto> {
    return this.first.register(ctx, input, exchange);
  }

  @Post('auth/registrations')
  @Public()
  @ReturnsNothing(202)
  requestRegistration(@Ctx() ctx: Context, @Body() input: RequestRegistrationDto): Promise<void> {
    return this.requests.request(ctx, input.email);
  }

  @Get('auth/registrations/:token')
  @Public()
  @Returns(RegistrationPreviewDto)
  getRegistration(@Ctx() ctx: Context, @Param('token') token: string): Promise<RegistrationPreviewDto> {
    return this.confirmation.preview(ctx, token);
  }

  @Post('auth/registrations/:token/confirm')
  @Public()
  @Returns(SessionDto, 201)
  confirmRegistration(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Body() input: ConfirmRegistrationDto,
    @Http() exchange: Exchange,
  ): Promise<SessionDto> {
    return this.confirmation.confirm(ctx, token, input, exchange);
  }
}
