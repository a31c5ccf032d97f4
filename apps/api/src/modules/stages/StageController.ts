import { Body, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsList, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { StageMoveService } from '../lists/StageMoveService.js';
import {
  BoardFilterDto,
  MoveToStageDto,
  StageContactDto,
  StageContactsQuery,
  StageDto,
  StageFlowDto,
  StageFlowQuery,
  StageMoveDto,
} from './StageDtos.js';
import { StageFlow } from './StageFlow.js';
import { StageService } from './StageService.js';

const DAYS = 30;

/** The board: the stages from left to right, and who is on each. */
@WorkspaceController('stages')
export class StageController {
  constructor(
    private readonly stages: StageService,
    private readonly flow: StageFlow,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(StageDto)
  listStages(@Ctx() ctx: WorkspaceContext, @Query() filter: BoardFilterDto): Promise<StageDto[]> {
    return this.stages.list(ctx, filter);
  }

  /** How many came to each stage and left it in the last days, and from where to where. */
  @Get('flow')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(StageFlowDto)
  getStageFlow(@Ctx() ctx: WorkspaceContext, @Query() { days }: StageFlowQuery): Promise<StageFlowDto> {
    return this.flow.get(ctx, days ?? DAYS);
  }

  @Get(':id/contacts')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(StageContactDto)
  listStageContacts(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: StageContactsQuery,
  ): Promise<Page<StageContactDto>> {
    return this.stages.listContacts(ctx, id, query);
  }
}

@WorkspaceController('contacts')
export class ContactStageController {
  constructor(private readonly moves: StageMoveService) {}

  /** Puts a contact on a stage, or takes it off the one it is on. */
  @Post(':id/stage')
  @Allow('author')
  @NeedsScope('lists:write')
  @Returns(StageMoveDto)
  moveToStage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { stageId, undo }: MoveToStageDto,
  ): Promise<StageMoveDto> {
    return this.moves.move(ctx, id, stageId, { isUndo: undo ?? false });
  }
}
