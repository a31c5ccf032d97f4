import { Body, Controller, Delete, Get, Header, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { DashboardPage } from '../../platform/http/DashboardPage.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import {
  Allow,
  ApiController,
  NeedsScope,
  Public,
  Returns,
  ReturnsList,
  ReturnsNothing,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { CreateSharedReportDto, NewSharedLinkDto, SharedLinkDto, SharedReportDto } from './SharedReportDtos.js';
import { SharedReportReader } from './SharedReportReader.js';
import { SharedReportService } from './SharedReportService.js';

/** Links to the report of a campaign, for people without an account. */
@WorkspaceController('campaigns')
export class SharedLinkController {
  constructor(private readonly links: SharedReportService) {}

  /** Newest first, at most twenty. */
  @Get(':id/shared-reports')
  @Allow('author')
  @NeedsScope('campaigns:read')
  @ReturnsList(SharedLinkDto)
  listSharedReports(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SharedLinkDto[]> {
    return this.links.list(ctx, id);
  }

  @Post(':id/shared-reports')
  @Allow('author')
  @NeedsScope('campaigns:write')
  @Returns(NewSharedLinkDto, 201)
  shareReport(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CreateSharedReportDto,
  ): Promise<NewSharedLinkDto> {
    return this.links.create(ctx, id, input);
  }

  /** From then on it leads nowhere. */
  @Delete(':id/shared-reports/:linkId')
  @Allow('author')
  @NeedsScope('campaigns:write')
  @ReturnsNothing()
  unshareReport(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('linkId', ParseUUIDPipe) linkId: string,
  ): Promise<void> {
    return this.links.revoke(ctx, id, linkId);
  }
}

/** What the shared page asks: the link alone opens it. */
@ApiController('shared/reports')
export class SharedReportController {
  constructor(private readonly reports: SharedReportReader) {}

  @Get(':token')
  @Public()
  @Header('x-robots-tag', 'noindex')
  @Returns(SharedReportDto)
  openSharedReport(@Ctx() ctx: Context, @Param('token') token: string): Promise<SharedReportDto> {
    return this.reports.open(ctx, token);
  }
}

/** The page itself is the dashboard's. Its status says whether the link works; no search engine keeps it and no other site learns its address. */
@ApiExcludeController()
@Controller('shared/report')
@RawResponse()
export class SharedReportPageController {
  constructor(
    private readonly reports: SharedReportReader,
    private readonly page: DashboardPage,
  ) {}

  @Get(':token')
  @Public()
  async showSharedReport(@Ctx() ctx: Context, @Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const isLive = await this.reports.isLive(ctx, token);
    void reply
      .status(isLive ? 200 : 404)
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      })
      .send(this.page.read());
  }
}
