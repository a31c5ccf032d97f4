import { Controller, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import { KeepRawBody, RawBody } from '../../platform/http/rawBody.js';
import { CsrfExempt, Public } from '../../platform/http/routes.js';
import { ProviderReports } from './ProviderReports.js';

const TAKEN = 200;
/** Mailgun does not try again after it; after anything else it does, for hours. */
const REFUSED = 406;

/** Where providers report what became of messages. Not a part of the API: only the signature of a provider opens it. */
@ApiExcludeController()
@Controller('hooks')
@RawResponse()
export class ProviderReportController {
  constructor(private readonly reports: ProviderReports) {}

  @Post(':accountId')
  @Public()
  @CsrfExempt()
  @KeepRawBody()
  async takeReports(
    @Ctx() ctx: Context,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @RawBody() raw: Buffer,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const isTaken = await this.reports.take(accountId, { raw, headers }, ctx.requestId);
    void reply
      .status(isTaken ? TAKEN : REFUSED)
      .type('text/plain')
      .send(isTaken ? 'ok' : 'refused');
  }
}
