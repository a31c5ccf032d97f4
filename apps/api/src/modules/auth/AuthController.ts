import { Body, Get, Patch, Post } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Public, Refuses, Returns, ReturnsNothing, ReturnsOneOf, SignedIn } from '../../platform/http/routes.js';
import { LoginDto, SecondFactorDto, SecondFactorRequiredDto, SessionDto, StepUpDto, UpdateMeDto } from './AuthDtos.js';
import { AuthService } from './AuthService.js';
import { type Exchange, Http } from './Exchange.js';
import { SignInService } from './signIn/SignInService.js';
import { StepUpService } from './signIn/StepUpService.js';

@ApiController('')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly signIn: SignInService,
    private readonly stepUps: StepUpService,
  ) {}

  @Post('auth/login')
  @Public()
  @Refuses(401)
  @ReturnsOneOf([SessionDto, SecondFactorRequiredDto])
  login(@Ctx() ctx: Context, @Body() input: LoginDto, @Http() exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    return this.signIn.login(ctx, input, exchange);
  }

  @Post('auth/login/second-factor')
  @Public()
  @Refuses(401)
  @Returns(SessionDto)
  answerSecondFactor(@Ctx() ctx: Context, @Body() input: SecondFactorDto, @Http() exchange: Exchange): Promise<SessionDto> {
    return this.signIn.answerChallenge(ctx, input, exchange);
  }

  @Post('auth/step-up')
  @SignedIn()
  @ReturnsNothing()
  stepUp(@Ctx() ctx: Context, @Body() input: StepUpDto, @Http() exchange: Exchange): Promise<void> {
    return this.stepUps.stepUp(ctx, input, exchange);
  }

  @Post('auth/logout')
  @SignedIn()
  @ReturnsNothing()
  logout(@Ctx() ctx: Context, @Http() exchange: Exchange): Promise<void> {
    return this.auth.logout(ctx, exchange);
  }

  @Get('auth/session')
  @SignedIn()
  @Returns(SessionDto)
  getSession(@Ctx() ctx: Context): Promise<SessionDto> {
    return this.auth.currentSession(ctx);
  }

  @Patch('me')
  @SignedIn()
  @Returns(SessionDto)
  updateMe(@Ctx() ctx: Context, @Body() input: UpdateMeDto): Promise<SessionDto> {
    return this.auth.updateMe(ctx, input.name);
  }
}
