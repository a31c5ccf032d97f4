import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DashboardPage } from './DashboardPage.js';
import { RawResponse } from './EnvelopeInterceptor.js';
import { routeNotFound } from './requestErrors.js';
import { isPage } from './requestHooks.js';
import { Public } from './routes.js';

/** The dashboard's own router decides about every other path, so each gets the same page. */
@ApiExcludeController()
@Controller()
export class SpaController {
  constructor(private readonly page: DashboardPage) {}

  @Get('*')
  @Public()
  @RawResponse()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!isPage(request)) throw routeNotFound();
    void reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(this.page.read());
  }
}
