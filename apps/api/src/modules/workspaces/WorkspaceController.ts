import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import {
  Allow,
  ApiController,
  InGrace,
  NeedsScope,
  PeopleOnly,
  Returns,
  ReturnsList,
  ReturnsNothing,
  SignedIn,
  StepUp,
  WorkspaceController as InWorkspace,
} from '../../platform/http/routes.js';
import { MemberService } from './MemberService.js';
import { WorkspaceDeletionService } from './WorkspaceDeletionService.js';
import {
  CreateWorkspaceDto,
  DeleteWorkspaceDto,
  MembershipDto,
  TransferWorkspaceDto,
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

@ApiController('me/memberships')
export class MembershipController {
  constructor(private readonly members: MemberService) {}

  @Delete(':id')
  @SignedIn()
  @ReturnsNothing()
  leaveWorkspace(@Ctx() ctx: Context, @Param('id', ParseUUIDPipe) workspaceId: string): Promise<void> {
    return this.members.leave(ctx, workspaceId);
  }
}

@InWorkspace('')
export class WorkspaceController {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly members: MemberService,
    private readonly deletion: WorkspaceDeletionService,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @InGrace()
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

  @Post('transfer')
  @Allow('owner')
  @PeopleOnly()
  @StepUp()
  @ReturnsNothing()
  transferWorkspace(@Ctx() ctx: WorkspaceContext, @Body() input: TransferWorkspaceDto): Promise<void> {
    return this.members.transfer(ctx, input.userId);
  }

  @Post('delete')
  @Allow('owner')
  @PeopleOnly()
  @StepUp()
  @Returns(WorkspaceDto)
  deleteWorkspace(@Ctx() ctx: WorkspaceContext, @Body() input: DeleteWorkspaceDto): Promise<WorkspaceDto> {
    return this.deletion.delete(ctx, input.name);
  }

  @Post('restore')
  @Allow('owner')
  @PeopleOnly()
  @StepUp()
  @InGrace()
  @Returns(WorkspaceDto)
  restoreWorkspace(@Ctx() ctx: WorkspaceContext): Promise<WorkspaceDto> {
    return this.deletion.restore(ctx);
  }
}
