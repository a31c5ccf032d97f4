import { Body, Controller, Delete, Get, Param, Post, Put, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import { Allow, NeedsScope, Public, Refuses, Returns, ReturnsNothing, StepUp, WorkspaceController } from '../../platform/http/routes.js';
import { LinkChallenge } from './LinkChallenge.js';
import { LinkDomainChoiceDto, SetLinkDomainDto } from './LinkDomainDtos.js';
import { LinkDomainService } from './LinkDomainService.js';

/** The host that tracked links lead through. */
@WorkspaceController('link-domain')
export class LinkDomainController {
  constructor(private readonly domains: LinkDomainService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('senders:read')
  @Returns(LinkDomainChoiceDto)
  getLinkDomain(@Ctx() ctx: WorkspaceContext): Promise<LinkDomainChoiceDto> {
    return this.domains.get(ctx);
  }

  @Put()
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @Refuses(409)
  @Returns(LinkDomainChoiceDto)
  setLinkDomain(@Ctx() ctx: WorkspaceContext, @Body() input: SetLinkDomainDto): Promise<LinkDomainChoiceDto> {
    return this.domains.set(ctx, input.host);
  }

  /** Asks the name servers and the host now. */
  @Post('check')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Refuses(404, 409)
  @Returns(LinkDomainChoiceDto)
  checkLinkDomain(@Ctx() ctx: WorkspaceContext): Promise<LinkDomainChoiceDto> {
    return this.domains.check(ctx);
  }

  @Delete()
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @Refuses(404)
  @ReturnsNothing()
  removeLinkDomain(@Ctx() ctx: WorkspaceContext): Promise<void> {
    return this.domains.remove(ctx);
  }
}

/** Where an installation proves that a host leads to it. Not a part of the API. */
@ApiExcludeController()
@Controller('link-challenge')
@RawResponse()
export class LinkChallengeController {
  constructor(private readonly challenge: LinkChallenge) {}

  @Get(':nonce')
  @Public()
  answerChallenge(@Param('nonce') nonce: string, @Res() reply: FastifyReply): void {
    void reply
      .status(200)
      .header('cache-control', 'no-store')
      .type('text/plain')
      .send(this.challenge.answer(nonce.slice(0, 100)));
  }
}
