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
import { Body, Delete, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, Returns, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { LabRecipientService } from './LabRecipientService.js';
import { LabClearedDto, LabMessageDto, LabMessageQuery, LabMessageSummaryDto, LabUnreadDto, PlayRecipientDto } from './MailLabDtos.js';
import { MailLabService } from './MailLabService.js';
export class MailLabController {
    constructor(mailLab, recipient){
        this.mailLab = mailLab;
        this.recipient = recipient;
    }
    listLabMessages(ctx, query) {
        return this.mailLab.list(ctx, query);
    }
    async clearMailLab(ctx) {
        return {
            removed: await this.mailLab.clear(ctx)
        };
    }
    getLabMessage(ctx, id) {
        return this.mailLab.show(ctx, id);
    }
    playRecipient(ctx, id, input) {
        return this.recipient.play(ctx, id, input);
    }
    async getLabUnread(ctx) {
        return {
            count: await this.mailLab.countUnread(ctx)
        };
    }
}
_ts_decorate([
    Get('messages'),
    Allow('viewer'),
    ReturnsPage(LabMessageSummaryDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Query()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof LabMessageQuery === "undefined" ? Object : LabMessageQuery
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], MailLabController.prototype, "listLabMessages", null);
_ts_decorate([
    Delete('messages'),
    Allow('admin'),
    Returns(LabClearedDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", Promise)
], MailLabController.prototype, "clearMailLab", null);
_ts_decorate([
    Get('messages/:id'),
    Allow('viewer'),
    Returns(LabMessageDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], MailLabController.prototype, "getLabMessage", null);
_ts_decorate([
    Post('messages/:id/play'),
    Allow('author'),
    Returns(LabMessageDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof PlayRecipientDto === "undefined" ? Object : PlayRecipientDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], MailLabController.prototype, "playRecipient", null);
_ts_decorate([
    Get('unread'),
    Allow('viewer'),
    Returns(LabUnreadDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", Promise)
], MailLabController.prototype, "getLabUnread", null);
MailLabController = _ts_decorate([
    WorkspaceController('mail-lab'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof MailLabService === "undefined" ? Object : MailLabService,
        typeof LabRecipientService === "undefined" ? Object : LabRecipientService
    ])
], MailLabController);
