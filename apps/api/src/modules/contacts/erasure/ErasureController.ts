import { Body, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, PeopleOnly, ReturnsNothing, StepUp, WorkspaceController } from '../../../platform/http/routes.js';
import { ContactErasure } from './ContactErasure.js';
import { EraseContactDto } from './ErasureDtos.js';

@WorkspaceController('contacts/:id/erasure')
export class ErasureController {
  constructor(private readonly erasure: ContactErasure) {}

  /** At the person's request: everything known about them goes for good, in and out of the trash. There is no undo. */
  @Post()
  @Allow('admin')
  @PeopleOnly()
  @StepUp()
  @ReturnsNothing(202)
  eraseContact(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: EraseContactDto): Promise<void> {
    return this.erasure.begin(ctx, id, input);
  }
}
