function _ts_decorate(decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") {
        r = Reflect.decorate(decorators, target, key, desc);
    } else {
        for(var i = decorators.length - 1; i >= 0; i--){
            if (d = decorators[i]) {
                r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
            }
        }
    }
    return c > 3 && r && Object.defineProperty(target, key, r), r;
}
function _ts_metadata(metadataKey, metadataValue) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") {
        return Reflect.metadata(metadataKey, metadataValue);
    }
}
function _ts_param(paramIndex, decorator) {
    return function(target, key) {
        decorator(target, key, paramIndex);
    };
}
import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, Returns, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { ContactBulkService } from './ContactBulkService.js';
import { AffectedDto, BulkContactsDto, BulkResultDto, ContactDto, ContactFilterDto, ContactSummaryDto, CountDto, CreateContactDto, ListContactsQuery, SendabilityDto, TrashedDto, UpdateContactDto } from './ContactDtos.js';
import { ContactService } from './ContactService.js';
export class ContactController {
    constructor(contacts, bulk){
        this.contacts = contacts;
        this.bulk = bulk;
    }
    listContacts(ctx, query) {
        return this.contacts.list(ctx, query);
    }
    countContacts(ctx, filter) {
        return this.contacts.count(ctx, filter);
    }
    createContact(ctx, input) {
        return this.contacts.create(ctx, input);
    }
    bulkContacts(ctx, input) {
        return this.bulk.run(ctx, input);
    }
    undoBulk(ctx, undoId) {
        return this.bulk.undo(ctx, undoId);
    }
    getContact(ctx, id) {
        return this.contacts.get(ctx, id);
    }
    updateContact(ctx, id, input) {
        return this.contacts.update(ctx, id, input);
    }
    deleteContact(ctx, id) {
        return this.contacts.trash(ctx, id);
    }
    restoreContact(ctx, id) {
        return this.contacts.restore(ctx, id);
    }
    getSendability(ctx, id) {
        return this.contacts.sendability(ctx, id);
    }
}
_ts_decorate([
    Get(),
    Allow('viewer'),
    ReturnsPage(ContactSummaryDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Query()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof ListContactsQuery === "undefined" ? Object : ListContactsQuery
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "listContacts", null);
_ts_decorate([
    Get('count'),
    Allow('viewer'),
    Returns(CountDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Query()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof ContactFilterDto === "undefined" ? Object : ContactFilterDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "countContacts", null);
_ts_decorate([
    Post(),
    Allow('author'),
    Returns(ContactDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof CreateContactDto === "undefined" ? Object : CreateContactDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "createContact", null);
_ts_decorate([
    Post('bulk'),
    Allow('author'),
    Returns(BulkResultDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof BulkContactsDto === "undefined" ? Object : BulkContactsDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "bulkContacts", null);
_ts_decorate([
    Post('bulk/:undoId/undo'),
    Allow('author'),
    Returns(AffectedDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('undoId', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "undoBulk", null);
_ts_decorate([
    Get(':id'),
    Allow('viewer'),
    Returns(ContactDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "getContact", null);
_ts_decorate([
    Patch(':id'),
    Allow('author'),
    Returns(ContactDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof UpdateContactDto === "undefined" ? Object : UpdateContactDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "updateContact", null);
_ts_decorate([
    Delete(':id'),
    Allow('author'),
    Returns(TrashedDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "deleteContact", null);
_ts_decorate([
    Post(':id/restore'),
    Allow('author'),
    Returns(ContactDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "restoreContact", null);
_ts_decorate([
    Get(':id/sendability'),
    Allow('viewer'),
    Returns(SendabilityDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ContactController.prototype, "getSendability", null);
ContactController = _ts_decorate([
    WorkspaceController('contacts'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ContactService === "undefined" ? Object : ContactService,
        typeof ContactBulkService === "undefined" ? Object : ContactBulkService
    ])
], ContactController);
