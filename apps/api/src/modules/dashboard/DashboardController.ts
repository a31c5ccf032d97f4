import { Get } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../platform/http/routes.js';
import { DashboardDto } from './DashboardDtos.js';
import { DashboardService } from './DashboardService.js';

@WorkspaceController('dashboard')
export class DashboardController {
  constructor(private readonly dashboard: DashboardService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(DashboardDto)
  getDashboard(@Ctx() ctx: WorkspaceContext): Promise<DashboardDto> {
    return this.dashboard.get(ctx);
  }
}
