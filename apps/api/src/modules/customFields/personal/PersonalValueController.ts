import { Body, Get, Param, ParseUUIDPipe, Patch } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, PeopleOnly, ReturnsList, WorkspaceController } from '../../../platform/http/routes.js';
import { PersonalFieldValueDto, SavePersonalValuesDto } from './PersonalFieldDtos.js';
import { PersonalValueService } from './PersonalValueService.js';

@WorkspaceController('contacts/:id/personal-fields')
export class PersonalValueController {
  constructor(private readonly values: PersonalValueService) {}

  /** The caller’s own fields with their values for this contact. */
  @Get()
  @Allow('viewer')
  @PeopleOnly()
  @ReturnsList(PersonalFieldValueDto)
  listPersonalValues(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) contactId: string): Promise<PersonalFieldValueDto[]> {
    return this.values.list(ctx, contactId);
  }

  /** Only the caller sees what changes: the contact, its version and its history stay as they are. */
  @Patch()
  @Allow('viewer')
  @PeopleOnly()
  @ReturnsList(PersonalFieldValueDto)
  savePersonalValues(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) contactId: string,
    @Body() input: SavePersonalValuesDto,
  ): Promise<PersonalFieldValueDto[]> {
    return this.values.save(ctx, contactId, input.values);
  }
}
