import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import { CsrfExempt, Public } from '../../platform/http/routes.js';
import { pageHeaders } from './publicPage.js';
import { type UnsubscribeMoment, unsubscribePage } from './unsubscribePage.js';
import { UnsubscribeService, type UnsubscribeState } from './UnsubscribeService.js';

/**
 * The page behind every unsubscribe link. Reading it changes nothing, because mail scanners open links; a POST unsubscribes, whatever
 * its body (RFC 8058 names one, and not every mailbox provider sends it), without cookie, redirect or second question. The address has
 * been freed of what mail programs add to it, and the body dropped, in platform/http/mailLinks.ts.
 */
@ApiExcludeController()
@Controller('u')
@RawResponse()
export class UnsubscribeController {
  constructor(private readonly unsubscribing: UnsubscribeService) {}

  // Also under the addresses of what changes it, where a reload or a second look ends up.
  @Get([':token', ':token/undo', ':token/all'])
  @Public()
  async showUnsubscribe(@Ctx() ctx: Context, @Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    answer(reply, await this.unsubscribing.find(ctx, token), 'read');
  }

  @Post(':token')
  @Public()
  @CsrfExempt()
  async unsubscribe(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    answer(reply, await this.unsubscribing.unsubscribe(ctx, token, proofOf(ctx, request)), 'unsubscribed');
  }

  /** A link in a message about a topic leaves the topic; this stops everything. */
  @Post(':token/all')
  @Public()
  @CsrfExempt()
  async unsubscribeFromAll(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    answer(reply, await this.unsubscribing.unsubscribe(ctx, token, proofOf(ctx, request), 'everything'), 'unsubscribed');
  }

  @Post(':token/undo')
  @Public()
  @CsrfExempt()
  async undoUnsubscribe(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    answer(reply, await this.unsubscribing.resubscribe(ctx, token, proofOf(ctx, request)), 'undone');
  }
}

function answer(reply: FastifyReply, state: UnsubscribeState | null, after: UnsubscribeMoment): void {
  void reply
    .status(state === null ? 404 : state.isTooOften ? 429 : 200)
    .headers(pageHeaders(state))
    .send(unsubscribePage(state, after));
}

/** What would prove it to someone who doubts. A browser asks for a page; the server of a mailbox provider does not. */
function proofOf(ctx: Context, { headers }: FastifyRequest): Record<string, unknown> {
  return {
    via: headers.accept?.includes('text/html') ? 'page' : 'oneClick',
    ip: ctx.ip,
    userAgent: (headers['user-agent'] ?? '').slice(0, 300),
    requestId: ctx.requestId,
  };
}
