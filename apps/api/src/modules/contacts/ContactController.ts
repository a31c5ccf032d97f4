import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { ChangesVersion, IfMatch, Versioned } from '../../platform/http/versions.js';
import { Allow, NeedsScope, Refuses, Returns, ReturnsList, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { BulkCancellation } from './bulk/BulkCancellation.js';
import { BulkActionDto, BulkContactsDto, BulkLeftDto, BulkLeftQuery, BulkUndoDto } from './bulk/BulkDtos.js';
import { BulkReader } from './bulk/BulkReader.js';
import { ContactBulkService } from './bulk/ContactBulkService.js';
import {
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
import { ContactTable } from './ContactTable.js';
import { ContactTrash } from './ContactTrash.js';

@WorkspaceController('contacts')
export class ContactController {
  constructor(
    private readonly contacts: ContactService,
    private readonly table: ContactTable,
    private readonly trash: ContactTrash,
    private readonly bulk: ContactBulkService,
    private readonly bulkReader: BulkReader,
    private readonly cancellation: BulkCancellation,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(ContactSummaryDto)
  listContacts(@Ctx() ctx: WorkspaceContext, @Query() query: ListContactsQuery): Promise<Page<ContactSummaryDto>> {
    return this.table.list(ctx, query);
  }

  @Get('count')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(CountDto)
  countContacts(@Ctx() ctx: WorkspaceContext, @Query() filter: ContactFilterDto): Promise<CountDto> {
    return this.table.count(ctx, filter);
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
  @Returns(BulkActionDto)
  bulkContacts(@Ctx() ctx: WorkspaceContext, @Body() input: BulkContactsDto): Promise<BulkActionDto> {
    return this.bulk.start(ctx, input);
  }

  /** Those that run or wait for their turn. */
  @Get('bulk')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(BulkActionDto)
  listActiveBulk(@Ctx() ctx: WorkspaceContext): Promise<BulkActionDto[]> {
    return this.bulkReader.listActive(ctx);
  }

  @Get('bulk/:bulkId')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(BulkActionDto)
  getBulk(@Ctx() ctx: WorkspaceContext, @Param('bulkId', ParseUUIDPipe) bulkId: string): Promise<BulkActionDto> {
    return this.bulkReader.get(ctx, bulkId);
  }

  @Get('bulk/:bulkId/left')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(BulkLeftDto)
  listBulkLeft(
    @Ctx() ctx: WorkspaceContext,
    @Param('bulkId', ParseUUIDPipe) bulkId: string,
    @Query() query: BulkLeftQuery,
  ): Promise<Page<BulkLeftDto>> {
    return this.bulkReader.listLeft(ctx, bulkId, query);
  }

  @Post('bulk/:bulkId/cancel')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(BulkActionDto)
  cancelBulk(@Ctx() ctx: WorkspaceContext, @Param('bulkId', ParseUUIDPipe) bulkId: string): Promise<BulkActionDto> {
    return this.cancellation.cancel(ctx, bulkId);
  }

  @Post('bulk/:undoId/undo')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(BulkUndoDto)
  undoBulk(@Ctx() ctx: WorkspaceContext, @Param('undoId', ParseUUIDPipe) undoId: string): Promise<BulkUndoDto> {
    return this.bulk.undo(ctx, undoId);
  }

  /** One that was merged into another answers 410 `contact.merged`, with the id of that one in `details.mergedIntoId`. */
  @Get(':id')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Refuses(410)
  @Returns(ContactDto)
  @Versioned()
  getContact(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ContactDto> {
    return this.contacts.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('contacts:write', { listIds: 'lists:write' })
  @Returns(ContactDto)
  @ChangesVersion()
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
  @ChangesVersion()
  deleteContact(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number | null,
  ): Promise<TrashedDto> {
    return this.trash.trash(ctx, id, version);
  }

  @Post(':id/restore')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(ContactDto)
  restoreContact(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ContactDto> {
    return this.trash.restore(ctx, id);
  }

  @Get(':id/sendability')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(SendabilityDto)
  getSendability(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SendabilityDto> {
    return this.contacts.sendability(ctx, id);
  }
}
