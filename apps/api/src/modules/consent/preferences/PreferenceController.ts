import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Context } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { RawResponse } from '../../../platform/http/EnvelopeInterceptor.js';
import { CsrfExempt, Public } from '../../../platform/http/routes.js';
import { pageHeaders } from '../publicPage.js';
import { preferencePage, type PreferenceView } from './preferencePage.js';
import { PreferencePages } from './PreferencePages.js';

/**
 * The preference page, under the unsubscribe link of every message: whoever has the link may change what it is about. Reading it changes
 * nothing. Its form is sent without a referrer, so it comes from no origin: the link is what proves it.
 */
@ApiExcludeController()
@Controller('u')
@RawResponse()
export class PreferenceController {
  constructor(private readonly pages: PreferencePages) {}

  @Get(':token/preferences')
  @Public()
  async showPreferences(@Ctx() ctx: Context, @Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    answer(reply, await this.pages.read(ctx, token));
  }

  @Post(':token/preferences')
  @Public()
  @CsrfExempt()
  async changePreferences(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Body() form: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    answer(reply, await this.pages.change(ctx, token, typeof form === 'object' && form !== null ? { ...form } : {}));
  }
}

function answer(reply: FastifyReply, view: PreferenceView | null): void {
  const isTooOften = view?.state.isTooOften || view?.done?.changed?.isTooOften;
  void reply
    .status(view === null ? 404 : isTooOften ? 429 : 200)
    .headers(pageHeaders(view?.state ?? null))
    .send(preferencePage(view));
}
