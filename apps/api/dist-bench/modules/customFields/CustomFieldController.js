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
import { CreateCustomFieldDto, CustomFieldDto, UpdateCustomFieldDto } from './CustomFieldDtos.js';
import { CustomFieldService } from './CustomFieldService.js';
export class CustomFieldController {
    constructor(customFields){
        this.customFields = customFields;
    }
    listCustomFields(ctx) {
        return this.customFields.list(ctx);
    }
    createCustomField(ctx, input) {
        return this.customFields.create(ctx, input);
    }
    updateCustomField(ctx, id, input) {
        return this.customFields.update(ctx, id, input);
    }
    deleteCustomField(ctx, id) {
        return this.customFields.delete(ctx, id);
    }
}
_ts_decorate([
    Get(),
    Allow('viewer'),
    ReturnsList(CustomFieldDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], CustomFieldController.prototype, "listCustomFields", null);
_ts_decorate([
    Post(),
    Allow('author'),
    Returns(CustomFieldDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof CreateCustomFieldDto === "undefined" ? Object : CreateCustomFieldDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], CustomFieldController.prototype, "createCustomField", null);
_ts_decorate([
    Patch(':id'),
    Allow('author'),
    Returns(CustomFieldDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof UpdateCustomFieldDto === "undefined" ? Object : UpdateCustomFieldDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], CustomFieldController.prototype, "updateCustomField", null);
_ts_decorate([
    Delete(':id'),
    Allow('admin'),
    ReturnsNothing(),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], CustomFieldController.prototype, "deleteCustomField", null);
CustomFieldController = _ts_decorate([
    WorkspaceController('custom-fields'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof CustomFieldService === "undefined" ? Object : CustomFieldService
    ])
], CustomFieldController);
