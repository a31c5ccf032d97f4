import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import {
  Allow,
  ApiController,
  NeedsScope,
  PeopleOnly,
  Returns,
  ReturnsList,
  ReturnsNothing,
  SignedIn,
  WorkspaceController as InWorkspace,
} from '../../platform/http/routes.js';
import { InvitationService } from './InvitationService.js';
import {
  CreateInvitationDto,
  CreateWorkspaceDto,
  InvitationDto,
  MemberDto,
  MembershipDto,
  NewInvitationDto,
  UpdateMemberDto,
  UpdateWorkspaceDto,
  WorkspaceDto,
} from './WorkspaceDtos.js';
import { WorkspaceService } from './WorkspaceService.js';

@ApiController('workspaces')
export class WorkspacesController {
  constructor(private readonly workspaces: WorkspaceService) {}

  @Get()
  @SignedIn()
  @ReturnsList(MembershipDto)
  listWorkspaces(@Ctx() ctx: Context): Promise<MembershipDto[]> {
    return this.workspaces.listMemberships(ctx);
  }

  @Post()
  @SignedIn()
  @Returns(WorkspaceDto, 201)
  createWorkspace(@Ctx() ctx: Context, @Body() input: CreateWorkspaceDto): Promise<WorkspaceDto> {
    return this.workspaces.createForActor(ctx, input.name);
  }
}

@InWorkspace('')
export class WorkspaceController {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly invitations: InvitationService,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(WorkspaceDto)
  getWorkspace(@Ctx() ctx: WorkspaceContext): Promise<WorkspaceDto> {
    return this.workspaces.get(ctx);
  }

  @Patch()
  @Allow('admin')
  @NeedsScope('workspace:write')
  @Returns(WorkspaceDto)
  updateWorkspace(@Ctx() ctx: WorkspaceContext, @Body() input: UpdateWorkspaceDto): Promise<WorkspaceDto> {
    return this.workspaces.update(ctx, input);
  }

  @Get('members')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ReturnsList(MemberDto)
  listMembers(@Ctx() ctx: WorkspaceContext): Promise<MemberDto[]> {
    return this.workspaces.listMembers(ctx);
  }

  @Patch('members/:userId')
  @Allow('admin')
  @PeopleOnly()
  @Returns(MemberDto)
  updateMember(
    @Ctx() ctx: WorkspaceContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Body() input: UpdateMemberDto,
  ): Promise<MemberDto> {
    return this.workspaces.updateMember(ctx, userId, input.role);
  }

  @Delete('members/:userId')
  @Allow('admin')
  @PeopleOnly()
  @ReturnsNothing()
  removeMember(@Ctx() ctx: WorkspaceContext, @Param('userId', ParseUUIDPipe) userId: string): Promise<void> {
    return this.workspaces.removeMember(ctx, userId);
  }

  @Get('invitations')
  @Allow('admin')
  @PeopleOnly()
  @ReturnsList(InvitationDto)
  listInvitations(@Ctx() ctx: WorkspaceContext): Promise<InvitationDto[]> {
    return this.invitations.list(ctx);
  }

  @Post('invitations')
  @Allow('admin')
  @PeopleOnly()
  @Returns(NewInvitationDto, 201)
  createInvitation(@Ctx() ctx: WorkspaceContext, @Body() input: CreateInvitationDto): Promise<NewInvitationDto> {
    return this.invitations.invite(ctx, input.email, input.role);
  }

  @Delete('invitations/:id')
  @Allow('admin')
  @PeopleOnly()
  @ReturnsNothing()
  revokeInvitation(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.invitations.revoke(ctx, id);
  }
}
