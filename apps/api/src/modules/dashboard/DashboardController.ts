import { Body, Delete, Get, Put, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../platform/http/routes.js';
import { DashboardDto, DashboardQuery, DomainNumbersDto } from './DashboardDtos.js';
import { DashboardService } from './DashboardService.js';
import { HomeLayoutDto, SaveHomeLayoutDto } from './HomeLayoutDtos.js';
import { HomeLayoutService } from './HomeLayoutService.js';

const DAYS = 30;

@WorkspaceController('dashboard')
export class DashboardController {
  constructor(
    private readonly dashboard: DashboardService,
    private readonly layouts: HomeLayoutService,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(DashboardDto)
  getDashboard(@Ctx() ctx: WorkspaceContext, @Query() { days }: DashboardQuery): Promise<DashboardDto> {
    return this.dashboard.get(ctx, days ?? DAYS);
  }

  /** Emails of the campaigns started in the period, by domain of the recipients; counted every few minutes while a campaign is young. */
  @Get('domains')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(DomainNumbersDto)
  getDomainNumbers(@Ctx() ctx: WorkspaceContext, @Query() { days }: DashboardQuery): Promise<DomainNumbersDto> {
    return this.dashboard.domains(ctx, days ?? DAYS);
  }

  /** How the caller has arranged Home in this workspace. */
  @Get('layout')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(HomeLayoutDto)
  getHomeLayout(@Ctx() ctx: WorkspaceContext): Promise<HomeLayoutDto> {
    return this.layouts.get(ctx);
  }

  @Put('layout')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(HomeLayoutDto)
  saveHomeLayout(@Ctx() ctx: WorkspaceContext, @Body() input: SaveHomeLayoutDto): Promise<HomeLayoutDto> {
    return this.layouts.save(ctx, input);
  }

  /** Back to how everyone finds it at first. */
  @Delete('layout')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(HomeLayoutDto)
  resetHomeLayout(@Ctx() ctx: WorkspaceContext): Promise<HomeLayoutDto> {
    return this.layouts.reset(ctx);
  }
}
