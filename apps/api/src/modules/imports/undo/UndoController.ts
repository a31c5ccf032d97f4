import { Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../../platform/http/routes.js';
import { ImportDto } from '../ImportDtos.js';
import { ImportUndoService } from './ImportUndoService.js';

@WorkspaceController('imports/:id/undo')
export class UndoController {
  constructor(private readonly undoing: ImportUndoService) {}

  @Post()
  @Allow('author')
  @NeedsScope('imports:write')
  @Returns(ImportDto, 202)
  undoImport(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ImportDto> {
    return this.undoing.undo(ctx, id);
  }
}
