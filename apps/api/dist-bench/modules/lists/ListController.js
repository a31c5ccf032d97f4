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
import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, Returns, ReturnsList, ReturnsNothing, WorkspaceController } from '../../platform/http/routes.js';
import { CreateListDto, ListAffectedDto, ListContactIdsDto, ListDto, UpdateListDto } from './ListDtos.js';
import { ListMembershipService } from './ListMembershipService.js';
import { ListService } from './ListService.js';
export class ListController {
    constructor(lists, memberships){
        this.lists = lists;
        this.memberships = memberships;
    }
    listLists(ctx) {
        return this.lists.list(ctx);
    }
    createList(ctx, input) {
        return this.lists.create(ctx, input);
    }
    getList(ctx, id) {
        return this.lists.get(ctx, id);
    }
    updateList(ctx, id, input) {
        return this.lists.update(ctx, id, input);
    }
    deleteList(ctx, id) {
        return this.lists.delete(ctx, id);
    }
    addToList(ctx, id, { contactIds }) {
        return this.memberships.add(ctx, id, contactIds);
    }
    removeFromList(ctx, id, { contactIds }) {
        return this.memberships.remove(ctx, id, contactIds);
    }
}
_ts_decorate([
    Get(),
    Allow('viewer'),
    ReturnsList(ListDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ListController.prototype, "listLists", null);
_ts_decorate([
    Post(),
    Allow('author'),
    Returns(ListDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof CreateListDto === "undefined" ? Object : CreateListDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ListController.prototype, "createList", null);
_ts_decorate([
    Get(':id'),
    Allow('viewer'),
    Returns(ListDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ListController.prototype, "getList", null);
_ts_decorate([
    Patch(':id'),
    Allow('author'),
    Returns(ListDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof UpdateListDto === "undefined" ? Object : UpdateListDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ListController.prototype, "updateList", null);
_ts_decorate([
    Delete(':id'),
    Allow('author'),
    ReturnsNothing(),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ListController.prototype, "deleteList", null);
_ts_decorate([
    Post(':id/contacts'),
    Allow('author'),
    Returns(ListAffectedDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof ListContactIdsDto === "undefined" ? Object : ListContactIdsDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ListController.prototype, "addToList", null);
_ts_decorate([
    Post(':id/contacts/remove'),
    Allow('author'),
    Returns(ListAffectedDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof ListContactIdsDto === "undefined" ? Object : ListContactIdsDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], ListController.prototype, "removeFromList", null);
ListController = _ts_decorate([
    WorkspaceController('lists'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ListService === "undefined" ? Object : ListService,
        typeof ListMembershipService === "undefined" ? Object : ListMembershipService
    ])
], ListController);
