import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { ContactBulkService } from './ContactBulkService.js';
import {
  AffectedDto,
  BulkContactsDto,
  BulkResultDto,
  ContactDto,
  ContactFilterDto,
  ContactSummaryDto,
  CountDto,
  CreateContactDto,
  ListContactsQuery,
  SendabilityDto,
  TrashedDto,
  UpdateContactDto,
} from './ContactDtos.js';
import { ContactService } from './ContactService.js';

@WorkspaceController('contacts')
export class ContactController {
  constructor(
    private readonly contacts: ContactService,
    private readonly bulk: ContactBulkService,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(ContactSummaryDto)
  listContacts(@Ctx() ctx: WorkspaceContext, @Query() query: ListContactsQuery): Promise<Page<ContactSummaryDto>> {
    return this.contacts.list(ctx, query);
  }

  @Get('count')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(CountDto)
  countContacts(@Ctx() ctx: WorkspaceContext, @Query() filter: ContactFilterDto): Promise<CountDto> {
    return this.contacts.count(ctx, filter);
  }

  @Post()
  @Allow('author')
  @NeedsScope('contacts:write', { listIds: 'lists:write' })
  @Returns(ContactDto, 201)
  createContact(@Ctx() ctx: WorkspaceContext, @Body() input: CreateContactDto): Promise<ContactDto> {
    return this.contacts.create(ctx, input);
  }

  @Post('bulk')
  @Allow('author')
  @NeedsScope('contacts:write', { listId: 'lists:write' })
  @Returns(BulkResultDto)
  bulkContacts(@Ctx() ctx: WorkspaceContext, @Body() input: BulkContactsDto): Promise<BulkResultDto> {
    return this.bulk.run(ctx, input);
  }

  @Post('bulk/:undoId/undo')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(AffectedDto)
  undoBulk(@Ctx() ctx: WorkspaceContext, @Param('undoId', ParseUUIDPipe) undoId: string): Promise<AffectedDto> {
    return this.bulk.undo(ctx, undoId);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(ContactDto)
  getContact(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ContactDto> {
    return this.contacts.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('contacts:write', { listIds: 'lists:write' })
  @Returns(ContactDto)
  updateContact(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateContactDto,
  ): Promise<ContactDto> {
    return this.contacts.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(TrashedDto)
  deleteContact(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<TrashedDto> {
    return this.contacts.trash(ctx, id);
  }

  @Post(':id/restore')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ContactDto)
  restoreContact(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ContactDto> {
    return this.contacts.restore(ctx, id);
  }

  @Get(':id/sendability')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(SendabilityDto)
  getSendability(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SendabilityDto> {
    return this.contacts.sendability(ctx, id);
  }
}
