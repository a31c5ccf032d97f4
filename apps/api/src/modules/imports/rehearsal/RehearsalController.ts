import { Body, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import type { Page } from '../../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsPage, WorkspaceController } from '../../../platform/http/routes.js';
import { ImportDto, StartImportDto } from '../ImportDtos.js';
import { ImportRehearsalRowDto, RehearsalQuery } from './RehearsalDtos.js';
import { RehearsalService } from './RehearsalService.js';

@WorkspaceController('imports/:id')
export class RehearsalController {
  constructor(private readonly rehearsals: RehearsalService) {}

  @Post('rehearse')
  @Allow('author')
  @NeedsScope('imports:write', { listId: 'lists:write', newListName: 'lists:write' })
  @Returns(ImportDto, 202)
  rehearseImport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: StartImportDto): Promise<ImportDto> {
    return this.rehearsals.start(ctx, id, input);
  }

  @Post('rehearsal/cancel')
  @Allow('author')
  @NeedsScope('imports:write')
  @Returns(ImportDto)
  cancelImportRehearsal(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ImportDto> {
    return this.rehearsals.cancel(ctx, id);
  }

  @Get('rehearsal/rows')
  @Allow('viewer')
  @NeedsScope('imports:read')
  @ReturnsPage(ImportRehearsalRowDto)
  listImportRehearsalRows(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: RehearsalQuery,
  ): Promise<Page<ImportRehearsalRowDto>> {
    return this.rehearsals.listRows(ctx, id, query);
  }
}
