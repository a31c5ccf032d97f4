import { Get, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../../platform/http/routes.js';
import { CalendarDto, CalendarQuery } from './CalendarDtos.js';
import { CampaignCalendar } from './CampaignCalendar.js';

@WorkspaceController('calendar')
export class CalendarController {
  constructor(private readonly calendar: CampaignCalendar) {}

  /** What was sent and what goes out, by its time. */
  @Get()
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @Returns(CalendarDto)
  getCalendar(@Ctx() ctx: WorkspaceContext, @Query() query: CalendarQuery): Promise<CalendarDto> {
    return this.calendar.list(ctx, query);
  }
}
