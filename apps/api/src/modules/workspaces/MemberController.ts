import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import {
  Allow,
  NeedsScope,
  PeopleOnly,
  Returns,
  ReturnsList,
  ReturnsNothing,
  StepUp,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { MemberService } from './MemberService.js';
import { SentInvitations } from './SentInvitations.js';
import { CreateInvitationDto, InvitationDto, MemberDto, NewInvitationDto, UpdateMemberDto } from './WorkspaceDtos.js';

/** Who is in the workspace, and who is invited. */
@WorkspaceController('')
export class MemberController {
  constructor(
    private readonly members: MemberService,
    private readonly invitations: SentInvitations,
  ) {}

  @Get('members')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ReturnsList(MemberDto)
  listMembers(@Ctx() ctx: WorkspaceContext): Promise<MemberDto[]> {
    return this.members.list(ctx);
  }

  @Patch('members/:userId')
  @Allow('admin')
  @PeopleOnly()
  @StepUp()
  @Returns(MemberDto)
  updateMember(
    @Ctx() ctx: WorkspaceContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Body() input: UpdateMemberDto,
  ): Promise<MemberDto> {
    return this.members.updateRole(ctx, userId, input.role);
  }

  @Delete('members/:userId')
  @Allow('admin')
  @PeopleOnly()
  @StepUp()
  @ReturnsNothing()
  removeMember(@Ctx() ctx: WorkspaceContext, @Param('userId', ParseUUIDPipe) userId: string): Promise<void> {
    return this.members.remove(ctx, userId);
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
  @StepUp()
  @Returns(NewInvitationDto, 201)
  createInvitation(@Ctx() ctx: WorkspaceContext, @Body() input: CreateInvitationDto): Promise<NewInvitationDto> {
    return this.invitations.invite(ctx, input.email, input.role);
  }

  @Post('invitations/:id/resend')
  @Allow('admin')
  @PeopleOnly()
  @StepUp()
  @Returns(NewInvitationDto)
  resendInvitation(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<NewInvitationDto> {
    return this.invitations.resend(ctx, id);
  }

  @Delete('invitations/:id')
  @Allow('admin')
  @PeopleOnly()
  @ReturnsNothing()
  revokeInvitation(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.invitations.revoke(ctx, id);
  }
}
