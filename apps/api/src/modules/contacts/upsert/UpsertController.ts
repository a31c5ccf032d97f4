import { Body, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, WorkspaceController } from '../../../platform/http/routes.js';
import { ContactUpsert } from './ContactUpsert.js';
import { UpsertContactDto, UpsertedContactDto } from './UpsertDtos.js';

@WorkspaceController('contacts')
export class UpsertController {
  constructor(private readonly upserts: ContactUpsert) {}

  /** Adds the contact, or changes the one that is meant: what is left out stays, null clears. */
  @Post('upsert')
  @Allow('author')
  @NeedsScope('contacts:write', { listIds: 'lists:write' })
  @Returns(UpsertedContactDto)
  upsertContact(@Ctx() ctx: WorkspaceContext, @Body() input: UpsertContactDto): Promise<UpsertedContactDto> {
    return this.upserts.upsert(ctx, input);
  }
}
