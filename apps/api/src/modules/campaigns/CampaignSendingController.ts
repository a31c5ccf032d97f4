import { Body, Get, Header, Param, ParseUUIDPipe, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { asDownload } from '../../platform/http/asDownload.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsPage, StepUp, WorkspaceController } from '../../platform/http/routes.js';
import { ApproveDto, CampaignDto, NotesDto, RejectDto } from './CampaignDtos.js';
import { CampaignReportDto } from './CampaignReportDtos.js';
import { CampaignReportService } from './CampaignReportService.js';
import { CampaignSendingService } from './CampaignSendingService.js';
import { RecipientCsv } from './RecipientCsv.js';
import { DownloadRecipientsQuery, ListRecipientsQuery, RecipientDto, ResolveRecipientDto } from './RecipientDtos.js';
import { RecipientService } from './RecipientService.js';
import { ReviewDecisions } from './ReviewDecisions.js';
import { ReviewRequests } from './ReviewRequests.js';
import { SentMessageDto } from './ReviewDtos.js';
import { CampaignLauncher } from './sending/CampaignLauncher.js';
import { SentMessageReader } from './sending/SentMessageReader.js';

/** What is done with a campaign: asked for, approved, sent, stopped. */
@WorkspaceController('campaigns')
export class CampaignSendingController {
  constructor(
    private readonly requests: ReviewRequests,
    private readonly decisions: ReviewDecisions,
    private readonly launcher: CampaignLauncher,
    private readonly sending: CampaignSendingService,
    private readonly reports: CampaignReportService,
  ) {}

  @Post(':id/request-approval')
  @Allow('author')
  @NeedsScope('campaigns:write')
  @Returns(CampaignDto)
  requestApproval(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: NotesDto): Promise<CampaignDto> {
    return this.requests.request(ctx, id, input.notes ?? null);
  }

  @Post(':id/approve')
  @Allow('approver')
  @NeedsScope('campaigns:approve')
  @Returns(CampaignDto)
  approveCampaign(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: ApproveDto): Promise<CampaignDto> {
    return this.decisions.approve(ctx, id, input);
  }

  @Post(':id/reject')
  @Allow('approver')
  @NeedsScope('campaigns:approve')
  @Returns(CampaignDto)
  rejectCampaign(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: RejectDto): Promise<CampaignDto> {
    return this.decisions.reject(ctx, id, input.notes);
  }

  @Post(':id/withdraw')
  @Allow('author')
  @NeedsScope('campaigns:write')
  @Returns(CampaignDto)
  withdrawApproval(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignDto> {
    return this.requests.withdraw(ctx, id);
  }

  @Post(':id/send')
  @Allow('approver')
  @NeedsScope('campaigns:send')
  @StepUp()
  @Returns(CampaignDto, 202)
  sendCampaign(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignDto> {
    return this.launcher.launch(ctx, id);
  }

  @Post(':id/pause')
  @Allow('approver')
  @NeedsScope('campaigns:send')
  @Returns(CampaignDto)
  pauseCampaign(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignDto> {
    return this.sending.pause(ctx, id);
  }

  @Post(':id/resume')
  @Allow('approver')
  @NeedsScope('campaigns:send')
  @StepUp()
  @Returns(CampaignDto)
  resumeCampaign(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignDto> {
    return this.sending.resume(ctx, id);
  }

  @Post(':id/cancel')
  @Allow('approver')
  @NeedsScope('campaigns:send')
  @Returns(CampaignDto)
  cancelCampaign(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignDto> {
    return this.sending.cancel(ctx, id);
  }

  @Get(':id/report')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Returns(CampaignReportDto)
  getCampaignReport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<CampaignReportDto> {
    return this.reports.get(ctx, id);
  }
}

/** The people of a campaign's ledger. */
@WorkspaceController('campaigns')
export class RecipientController {
  constructor(
    private readonly recipients: RecipientService,
    private readonly csv: RecipientCsv,
  ) {}

  @Get(':id/recipients')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @ReturnsPage(RecipientDto)
  listRecipients(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ListRecipientsQuery,
  ): Promise<Page<RecipientDto>> {
    return this.recipients.list(ctx, id, query);
  }

  @Get(':id/recipients.csv')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Header('content-type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'The recipients with all that is known of each', schema: { type: 'string', format: 'binary' } })
  async downloadRecipients(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: DownloadRecipientsQuery,
  ): Promise<StreamableFile> {
    return asDownload(await this.csv.download(ctx, id, query));
  }

  @Post(':id/recipients/:recipientId/resolve')
  @Allow('approver')
  @NeedsScope('campaigns:send')
  @Returns(RecipientDto)
  resolveRecipient(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('recipientId', ParseUUIDPipe) recipientId: string,
    @Body() input: ResolveRecipientDto,
  ): Promise<RecipientDto> {
    return this.recipients.resolve(ctx, id, recipientId, input.outcome);
  }
}

@WorkspaceController('messages')
export class SentMessageController {
  constructor(private readonly messages: SentMessageReader) {}

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Returns(SentMessageDto)
  getSentMessage(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SentMessageDto> {
    return this.messages.get(ctx, id);
  }
}
