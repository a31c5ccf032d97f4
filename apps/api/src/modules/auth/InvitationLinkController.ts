import { Body, Get, Param, Post } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Public, Refuses, Returns, ReturnsNothing, ReturnsOneOf, SignedIn } from '../../platform/http/routes.js';
import { MembershipDto } from '../workspaces/public.js';
import { AcceptInvitationDto, InvitationPreviewDto, SecondFactorRequiredDto, SessionDto } from './AuthDtos.js';
import { type Exchange, Http } from './Exchange.js';
import { InvitationAcceptance } from './signIn/InvitationAcceptance.js';
import { InvitationJoining } from './signIn/InvitationJoining.js';
import { InvitationLinks } from './signIn/InvitationLinks.js';

/** What the person does who was invited. */
@ApiController('')
export class InvitationLinkController {
  constructor(
    private readonly links: InvitationLinks,
    private readonly acceptance: InvitationAcceptance,
    private readonly joining: InvitationJoining,
  ) {}

  @Get('invitations/:token')
  @Public()
  @Returns(InvitationPreviewDto)
  getInvitation(@Ctx() ctx: Context, @Param('token') token: string): Promise<InvitationPreviewDto> {
    return this.links.preview(ctx, token);
  }

  @Post('invitations/:token/accept')
  @Public()
  @Refuses(401)
  @ReturnsOneOf([SessionDto, SecondFactorRequiredDto])
  acceptInvitation(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Body() input: AcceptInvitationDto,
    @Http() exchange: Exchange,
  ): Promise<SessionDto | SecondFactorRequiredDto> {
    return this.acceptance.accept(ctx, token, input, exchange);
  }

  @Post('invitations/:token/mail')
  @Public()
  @ReturnsNothing(202)
  mailInvitationLink(@Ctx() ctx: Context, @Param('token') token: string): Promise<void> {
    return this.links.mailLink(ctx, token);
  }

  @Post('invitations/:token/join')
  @SignedIn()
  @Returns(MembershipDto)
  joinWorkspace(@Ctx() ctx: Context, @Param('token') token: string, @Http() exchange: Exchange): Promise<MembershipDto> {
    return this.joining.join(ctx, token, exchange);
  }
}
