import { Body, Get, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Public, Returns, ReturnsNothing, SignedIn } from '../../platform/http/routes.js';
import {
  AcceptInvitationDto,
  ChangePasswordDto,
  InvitationPreviewDto,
  LoginDto,
  RegisterDto,
  SessionDto,
  SetupDto,
  UpdateMeDto,
} from './AuthDtos.js';
import { AuthService } from './AuthService.js';

@ApiController('')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  @Get('setup')
  @Public()
  @Returns(SetupDto)
  getSetup(@Ctx() ctx: Context): Promise<SetupDto> {
    return this.auth.setup(ctx);
  }

  @Post('auth/register')
  @Public()
  @Returns(SessionDto, 201)
  register(
    @Ctx() ctx: Context,
    @Body() input: RegisterDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    return this.auth.register(ctx, input, { request, reply });
  }

  @Post('auth/login')
  @Public()
  @Returns(SessionDto)
  login(
    @Ctx() ctx: Context,
    @Body() input: LoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    return this.auth.login(ctx, input, { request, reply });
  }

  @Post('auth/logout')
  @SignedIn()
  @ReturnsNothing()
  logout(@Ctx() ctx: Context, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.auth.logout(ctx, { request, reply });
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

  @Post('me/password')
  @SignedIn()
  @ReturnsNothing()
  changePassword(@Ctx() ctx: Context, @Body() input: ChangePasswordDto): Promise<void> {
    return this.auth.changePassword(ctx, input);
  }

  @Get('invitations/:token')
  @Public()
  @Returns(InvitationPreviewDto)
  getInvitation(@Ctx() ctx: Context, @Param('token') token: string): Promise<InvitationPreviewDto> {
    return this.auth.previewInvitation(ctx, token);
  }

  @Post('invitations/:token/accept')
  @Public()
  @Returns(SessionDto)
  acceptInvitation(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Body() input: AcceptInvitationDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    return this.auth.acceptInvitation(ctx, token, input, { request, reply });
  }
}
