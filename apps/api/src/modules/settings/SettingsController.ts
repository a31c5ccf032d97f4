import { Body, Get, Patch, Post } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import {
  Allow,
  ApiController,
  NeedsScope,
  Returns,
  ReturnsList,
  ReturnsNothing,
  SignedIn,
  StepUp,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { InstallationService } from './InstallationService.js';
import { SendingHold } from './SendingHold.js';
import { ChangeSettingsDto, InstallationDto, OperatorDto, SendingStateDto, SettingDto, SilentApproverDto } from './SettingsDtos.js';
import { SettingsService } from './SettingsService.js';

@ApiController('me/settings')
export class MySettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @SignedIn()
  @ReturnsList(SettingDto)
  listMySettings(@Ctx() ctx: Context): Promise<SettingDto[]> {
    return this.settings.listMine(ctx);
  }

  @Patch()
  @SignedIn()
  @ReturnsList(SettingDto)
  changeMySettings(@Ctx() ctx: Context, @Body() input: ChangeSettingsDto): Promise<SettingDto[]> {
    return this.settings.changeMine(ctx, input.values);
  }
}

@WorkspaceController('settings')
export class WorkspaceSettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ReturnsList(SettingDto)
  listWorkspaceSettings(@Ctx() ctx: WorkspaceContext): Promise<SettingDto[]> {
    return this.settings.listInWorkspace(ctx);
  }

  @Patch()
  @Allow('admin')
  @NeedsScope('workspace:write')
  @ReturnsList(SettingDto)
  changeWorkspaceSettings(@Ctx() ctx: WorkspaceContext, @Body() input: ChangeSettingsDto): Promise<SettingDto[]> {
    return this.settings.changeInWorkspace(ctx, input.values);
  }

  /** Members who can approve campaigns and have switched off the emails that ask for it. */
  @Get('silent-approvers')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ReturnsList(SilentApproverDto)
  listSilentApprovers(@Ctx() ctx: WorkspaceContext): Promise<SilentApproverDto[]> {
    return this.settings.listSilentApprovers(ctx);
  }
}

@ApiController('installation')
export class InstallationController {
  constructor(
    private readonly installation: InstallationService,
    private readonly sending: SendingHold,
  ) {}

  @Get('operator')
  @SignedIn()
  @Returns(OperatorDto)
  async getOperator(@Ctx() ctx: Context): Promise<OperatorDto> {
    return { isOperator: await this.installation.isOperator(ctx) };
  }

  @Get()
  @SignedIn()
  @Returns(InstallationDto)
  getInstallation(@Ctx() ctx: Context): Promise<InstallationDto> {
    return this.installation.get(ctx);
  }

  @Patch('settings')
  @SignedIn()
  @StepUp()
  @Returns(InstallationDto)
  changeInstallationSettings(@Ctx() ctx: Context, @Body() input: ChangeSettingsDto): Promise<InstallationDto> {
    return this.installation.change(ctx, input.values);
  }

  @Get('sending')
  @SignedIn()
  @Returns(SendingStateDto)
  getSendingState(@Ctx() ctx: Context): Promise<SendingStateDto> {
    return this.sending.state(ctx);
  }

  @Post('sending/resume')
  @SignedIn()
  @StepUp()
  @Returns(SendingStateDto)
  resumeSending(@Ctx() ctx: Context): Promise<SendingStateDto> {
    return this.sending.resume(ctx);
  }

  @Post('test-mail')
  @SignedIn()
  @ReturnsNothing(202)
  sendInstallationTestMail(@Ctx() ctx: Context): Promise<void> {
    return this.installation.sendTestMail(ctx);
  }
}
