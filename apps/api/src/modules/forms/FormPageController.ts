import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import { CsrfExempt, Public } from '../../platform/http/routes.js';
import { tell } from '../../platform/readerWords/readerWords.js';
import { languageOf, pageHeaders, type PageOwner } from '../consent/public.js';
import { checkInboxPage, closedPage, confirmedPage, confirmPage, expiredPage, formPage, tooOftenPage } from './formPage.js';
import type { Filled } from './formInputs.js';
import { FormPresenter } from './FormPresenter.js';
import { originOf } from './FormTargets.js';
import { FormVisits, type Visit } from './FormVisits.js';
import { ContactBusy, type Link, SignUpConfirmation } from './SignUpConfirmation.js';
import { SignUpKeys } from './SignUpKeys.js';
import { SignUpService } from './SignUpService.js';

/**
 * Sign-up forms as visitors see them. They are sent from other sites, too, by a plain form: no session is read, and what is sent only
 * asks for a mail. The link in that mail shows a button, because programs open links; only the button confirms.
 */
@ApiExcludeController()
@Controller('f')
@RawResponse()
export class FormPageController {
  constructor(
    private readonly visits: FormVisits,
    private readonly signUps: SignUpService,
    private readonly confirmation: SignUpConfirmation,
    private readonly presenter: FormPresenter,
    private readonly keys: SignUpKeys,
  ) {}

  @Get(':id')
  @Public()
  async showForm(@Ctx() ctx: Context, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const visit = await this.visits.open(ctx, id);
    if (!visit?.form.isActive) return answer(reply, 404, visit?.owner ?? null, closedPage(visit?.owner ?? null));
    answer(reply, 200, visit.owner, this.page(visit));
  }

  @Post(':id')
  @Public()
  @CsrfExempt()
  async submitForm(
    @Ctx() ctx: Context,
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.open(ctx, id);
    if (!visit?.form.isActive) return answer(reply, 404, visit?.owner ?? null, closedPage(visit?.owner ?? null));
    const posted = typeof body === 'object' && body !== null ? { ...body } : {};
    const submission = await this.signUps.submit(ctx, visit, posted, headers['user-agent'] ?? '');
    if (submission.kind === 'taken') return answer(reply, 200, visit.owner, checkInboxPage(visit.owner));
    if (submission.kind === 'again') return answer(reply, 422, visit.owner, this.page(visit, submission.filled));
    void reply.header('retry-after', String(submission.seconds));
    answer(reply, 429, visit.owner, tooOftenPage(visit.owner, submission.seconds));
  }

  /** Reading it changes nothing: mail scanners follow links. */
  @Get('confirm/:token')
  @Public()
  async showConfirmation(@Ctx() ctx: Context, @Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    this.answerLink(reply, token, await this.confirmation.find(ctx, token), false);
  }

  @Post('confirm/:token')
  @Public()
  @CsrfExempt()
  async confirmSignUp(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const proof = { ip: ctx.ip, userAgent: (headers['user-agent'] ?? '').slice(0, 300), requestId: ctx.requestId };
    try {
      this.answerLink(reply, token, await this.confirmation.confirm(ctx, token, proof), true);
    } catch (error) {
      if (!(error instanceof ContactBusy)) throw error;
      const link = await this.confirmation.find(ctx, token);
      this.answerLink(reply, token, link, false, tell(languageOf(link.visit?.owner ?? null), 'failed'));
    }
  }

  private answerLink(reply: FastifyReply, token: string, link: Link, mayLeave: boolean, notice: string | null = null): void {
    const { visit } = link;
    if (link.kind === 'gone' || !visit) {
      const again = visit?.form.isActive ? this.presenter.pathOf(visit.form.id) : null;
      return answer(reply, visit ? 410 : 404, visit?.owner ?? null, expiredPage(visit?.owner ?? null, again));
    }
    const { owner, form } = visit;
    const leadsTo = form.redirectUrl === null ? null : originOf(form.redirectUrl);
    if (link.kind === 'open') {
      const action = this.presenter.pathOf(`confirm/${encodeURIComponent(token)}`);
      return answer(reply, notice === null ? 200 : 409, owner, confirmPage(owner, form, action, notice), leadsTo);
    }
    if (mayLeave && form.redirectUrl !== null) void reply.header('location', new URL(form.redirectUrl).href);
    answer(reply, mayLeave && form.redirectUrl !== null ? 303 : 200, owner, confirmedPage(owner, form.confirmedText));
  }

  private page({ owner, form, inputs }: Visit, filled?: Filled): string {
    return formPage(owner, form, inputs, { action: this.presenter.pathOf(form.id), time: this.keys.timeFor(form.id) }, filled);
  }
}

function answer(reply: FastifyReply, status: number, owner: PageOwner | null, html: string, leadsTo: string | null = null): void {
  void reply.status(status).headers(pageHeaders(owner, leadsTo)).send(html);
}
