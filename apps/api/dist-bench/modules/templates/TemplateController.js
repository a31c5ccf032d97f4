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
import { Allow, Returns, ReturnsList, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { CreateTemplateDto, DeletedTemplateDto, MergeTagDto, PreviewTemplateDto, TemplateDto, TemplatePreviewDto, TemplateQuery, TemplateSummaryDto, TemplateVersionDto, UpdateTemplateDto } from './TemplateDtos.js';
import { TemplateRenderService } from './TemplateRenderService.js';
import { TemplateService } from './TemplateService.js';
export class TemplateController {
    constructor(templates, rendering){
        this.templates = templates;
        this.rendering = rendering;
    }
    listTemplates(ctx, query) {
        return this.templates.list(ctx, query);
    }
    createTemplate(ctx, input) {
        return this.templates.create(ctx, input);
    }
    previewTemplate(ctx, input) {
        return this.rendering.preview(ctx, input);
    }
    getTemplate(ctx, id) {
        return this.templates.get(ctx, id);
    }
    updateTemplate(ctx, id, input) {
        return this.templates.update(ctx, id, input);
    }
    deleteTemplate(ctx, id) {
        return this.templates.trash(ctx, id);
    }
    restoreTemplate(ctx, id) {
        return this.templates.restore(ctx, id);
    }
    duplicateTemplate(ctx, id) {
        return this.templates.duplicate(ctx, id);
    }
    listTemplateVersions(ctx, id) {
        return this.templates.listVersions(ctx, id);
    }
}
_ts_decorate([
    Get(),
    Allow('viewer'),
    ReturnsPage(TemplateSummaryDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Query()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof TemplateQuery === "undefined" ? Object : TemplateQuery
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "listTemplates", null);
_ts_decorate([
    Post(),
    Allow('author'),
    Returns(TemplateDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof CreateTemplateDto === "undefined" ? Object : CreateTemplateDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "createTemplate", null);
_ts_decorate([
    Post('preview'),
    Allow('viewer'),
    Returns(TemplatePreviewDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof PreviewTemplateDto === "undefined" ? Object : PreviewTemplateDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "previewTemplate", null);
_ts_decorate([
    Get(':id'),
    Allow('viewer'),
    Returns(TemplateDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "getTemplate", null);
_ts_decorate([
    Patch(':id'),
    Allow('author'),
    Returns(TemplateDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof UpdateTemplateDto === "undefined" ? Object : UpdateTemplateDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "updateTemplate", null);
_ts_decorate([
    Delete(':id'),
    Allow('author'),
    Returns(DeletedTemplateDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "deleteTemplate", null);
_ts_decorate([
    Post(':id/restore'),
    Allow('author'),
    Returns(TemplateDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "restoreTemplate", null);
_ts_decorate([
    Post(':id/duplicate'),
    Allow('author'),
    Returns(TemplateDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "duplicateTemplate", null);
_ts_decorate([
    Get(':id/versions'),
    Allow('viewer'),
    ReturnsList(TemplateVersionDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], TemplateController.prototype, "listTemplateVersions", null);
TemplateController = _ts_decorate([
    WorkspaceController('templates'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof TemplateService === "undefined" ? Object : TemplateService,
        typeof TemplateRenderService === "undefined" ? Object : TemplateRenderService
    ])
], TemplateController);
export class MergeTagController {
    constructor(rendering){
        this.rendering = rendering;
    }
    listMergeTags(ctx) {
        return this.rendering.listMergeTags(ctx);
    }
}
_ts_decorate([
    Get(),
    Allow('viewer'),
    ReturnsList(MergeTagDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], MergeTagController.prototype, "listMergeTags", null);
MergeTagController = _ts_decorate([
    WorkspaceController('merge-tags'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof TemplateRenderService === "undefined" ? Object : TemplateRenderService
    ])
], MergeTagController);
