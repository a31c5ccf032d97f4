import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { ApiController, Returns, ReturnsList, ReturnsNothing, SignedIn } from '../../../platform/http/routes.js';
import { CreatePersonalFieldDto, PersonalFieldDto, UpdatePersonalFieldDto } from './PersonalFieldDtos.js';
import { PersonalFieldService } from './PersonalFieldService.js';

/** Fields that only the caller sees, on the contacts of all their workspaces. */
@ApiController('me/fields')
export class PersonalFieldController {
  constructor(private readonly fields: PersonalFieldService) {}

  @Get()
  @SignedIn()
  @ReturnsList(PersonalFieldDto)
  listPersonalFields(@Ctx() ctx: Context): Promise<PersonalFieldDto[]> {
    return this.fields.list(ctx);
  }

  @Post()
  @SignedIn()
  @Returns(PersonalFieldDto, 201)
  createPersonalField(@Ctx() ctx: Context, @Body() input: CreatePersonalFieldDto): Promise<PersonalFieldDto> {
    return this.fields.create(ctx, input);
  }

  @Patch(':id')
  @SignedIn()
  @Returns(PersonalFieldDto)
  updatePersonalField(
    @Ctx() ctx: Context,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdatePersonalFieldDto,
  ): Promise<PersonalFieldDto> {
    return this.fields.update(ctx, id, input);
  }

  /** With its values on all contacts. */
  @Delete(':id')
  @SignedIn()
  @ReturnsNothing()
  deletePersonalField(@Ctx() ctx: Context, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.fields.delete(ctx, id);
  }
}
