import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RawResponse } from '../../../platform/http/EnvelopeInterceptor.js';
import { Public } from '../../../platform/http/routes.js';
import { lostLinkPage } from '../../consent/public.js';
import { TrackedVisits } from './TrackedVisits.js';

/** A transparent pixel. */
const IMAGE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

const UNKEPT = { 'cache-control': 'no-store, max-age=0', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

/**
 * Where the links and the image of a tracked message lead. Not a part of the API: only our signature opens it, and what it leads to is
 * what the campaign was approved with.
 */
@ApiExcludeController()
@Controller('t')
@RawResponse()
export class TrackingController {
  constructor(private readonly visits: TrackedVisits) {}

  @Get('c/:token')
  @Public()
  async followLink(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const url = await this.visits.follow(token, request);
    if (url !== null) return void reply.status(302).headers(UNKEPT).header('location', url).send();
    const { html, headers } = lostLinkPage();
    void reply.status(404).headers(headers).send(html);
  }

  /** The same for every token: whoever guesses learns nothing, and no mail shows a broken picture. */
  @Get('o/:token')
  @Public()
  countOpen(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.visits.noteOpen(token, request);
    void reply
      .status(200)
      .headers({ ...UNKEPT, 'content-type': 'image/gif', 'cross-origin-resource-policy': 'cross-origin' })
      .send(IMAGE);
  }
}
