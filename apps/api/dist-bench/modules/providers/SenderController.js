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
import { Body, Get, Post, Put } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, Returns, ReturnsList, WorkspaceController } from '../../platform/http/routes.js';
import { SenderCheckDto, SenderDto, SenderTestDto, SenderTypeDto, TestSenderDto, UpdateSenderDto, VerifySenderDto } from './SenderDtos.js';
import { SenderService } from './SenderService.js';
export class SenderController {
    constructor(senders){
        this.senders = senders;
    }
    listSenderTypes() {
        return this.senders.listTypes();
    }
    getSender(ctx) {
        return this.senders.get(ctx);
    }
    updateSender(ctx, input) {
        return this.senders.update(ctx, input);
    }
    verifySender(ctx, input) {
        return this.senders.verify(ctx, input);
    }
    sendTestMessage(ctx, input) {
        return this.senders.sendTest(ctx, input);
    }
}
_ts_decorate([
    Get('sender-types'),
    Allow('viewer'),
    ReturnsList(SenderTypeDto),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", []),
    _ts_metadata("design:returntype", Array)
], SenderController.prototype, "listSenderTypes", null);
_ts_decorate([
    Get('sender'),
    Allow('viewer'),
    Returns(SenderDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], SenderController.prototype, "getSender", null);
_ts_decorate([
    Put('sender'),
    Allow('admin'),
    Returns(SenderDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof UpdateSenderDto === "undefined" ? Object : UpdateSenderDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], SenderController.prototype, "updateSender", null);
_ts_decorate([
    Post('sender/verify'),
    Allow('admin'),
    Returns(SenderCheckDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof VerifySenderDto === "undefined" ? Object : VerifySenderDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], SenderController.prototype, "verifySender", null);
_ts_decorate([
    Post('sender/test'),
    Allow('admin'),
    Returns(SenderTestDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof TestSenderDto === "undefined" ? Object : TestSenderDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], SenderController.prototype, "sendTestMessage", null);
SenderController = _ts_decorate([
    WorkspaceController(''),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof SenderService === "undefined" ? Object : SenderService
    ])
], SenderController);
