import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import {
  Allow,
  NeedsScope,
  Refuses,
  Returns,
  ReturnsList,
  ReturnsNothing,
  StepUp,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { SenderAccountService } from './SenderAccountService.js';
import { SenderChoice } from './SenderChoice.js';
import {
  CreateSenderAccountDto,
  SenderAccountDto,
  SenderCheckDto,
  SenderDomainDto,
  SenderDomainQuery,
  SenderDto,
  SenderTestDto,
  TestSenderDto,
  UpdateSenderAccountDto,
  VerifySenderDto,
} from './SenderDtos.js';
import { ProviderReports } from './ProviderReports.js';
import { SenderDomains } from './SenderDomains.js';
import { SenderRemoval } from './SenderRemoval.js';
import { SenderService } from './SenderService.js';

@WorkspaceController('sender-accounts')
export class SenderAccountController {
  constructor(
    private readonly accounts: SenderAccountService,
    private readonly choice: SenderChoice,
    private readonly removal: SenderRemoval,
    private readonly senders: SenderService,
    private readonly reports: ProviderReports,
    private readonly domains: SenderDomains,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('senders:read')
  @ReturnsList(SenderAccountDto)
  listSenderAccounts(@Ctx() ctx: WorkspaceContext): Promise<SenderAccountDto[]> {
    return this.accounts.list(ctx);
  }

  @Post()
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @Returns(SenderDto)
  createSenderAccount(@Ctx() ctx: WorkspaceContext, @Body() input: CreateSenderAccountDto): Promise<SenderDto> {
    return this.accounts.create(ctx, input);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('senders:read')
  @Returns(SenderDto)
  getSenderAccount(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SenderDto> {
    return this.accounts.get(ctx, id);
  }

  @Patch(':id')
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @Returns(SenderDto)
  updateSenderAccount(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateSenderAccountDto,
  ): Promise<SenderDto> {
    return this.accounts.update(ctx, id, input);
  }

  /** Asks the name servers now: whether receivers will believe who a message is from. */
  @Get(':id/domain')
  @Allow('admin')
  @NeedsScope('senders:read')
  @Refuses(409)
  @Returns(SenderDomainDto)
  checkSenderDomain(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: SenderDomainQuery,
  ): Promise<SenderDomainDto> {
    return this.domains.check(ctx, id, query);
  }

  @Delete(':id')
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @ReturnsNothing()
  deleteSenderAccount(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.removal.delete(ctx, id);
  }

  @Post(':id/activate')
  @Allow('admin')
  @NeedsScope('senders:write')
  @StepUp()
  @Returns(SenderDto)
  activateSenderAccount(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SenderDto> {
    return this.choice.activate(ctx, id);
  }

  @Post(':id/reports')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Refuses(409)
  @Returns(SenderDto)
  connectSenderReports(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SenderDto> {
    return this.reports.connect(ctx, id);
  }

  @Post(':id/verify')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Returns(SenderCheckDto)
  verifySenderAccount(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: VerifySenderDto,
  ): Promise<SenderCheckDto> {
    return this.senders.verify(ctx, input, id);
  }

  @Post(':id/test')
  @Allow('admin')
  @NeedsScope('senders:write')
  @Returns(SenderTestDto)
  sendAccountTestMessage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: TestSenderDto,
  ): Promise<SenderTestDto> {
    return this.senders.sendTest(ctx, input, id);
  }
}
