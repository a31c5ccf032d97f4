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

/** Twilio sends whatever plain text it is answered to the person who wrote. */
const NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

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
    @Req() { headers, originalUrl }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const at = originalUrl.indexOf('?');
    const query = at < 0 ? '' : originalUrl.slice(at);
    const isTaken = await this.reports.take(accountId, { raw, headers, query }, ctx.requestId);
    const isTwilio = headers['x-twilio-signature'] !== undefined;
    void reply
      .status(isTaken ? TAKEN : REFUSED)
      .type(isTwilio ? 'text/xml' : 'text/plain')
      .send(isTwilio ? NO_ANSWER : isTaken ? 'ok' : 'refused');
  }
}
