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
import { Injectable } from '@nestjs/common';
import { LabUnsubscribeService } from '../mailLab/LabUnsubscribeService.js';
import { UnsubscribeService } from './UnsubscribeService.js';
export class LabUnsubscribeHandler {
    constructor(lab, unsubscribing){
        this.lab = lab;
        this.unsubscribing = unsubscribing;
    }
    onModuleInit() {
        this.lab.register(async (ctx, url)=>{
            const token = /\/u\/([\w-]+)$/.exec(new URL(url).pathname)?.[1] ?? '';
            return await this.unsubscribing.unsubscribe(ctx, token, {
                via: 'oneClick',
                client: 'mail lab',
                requestId: ctx.requestId
            }) !== null;
        });
    }
}
LabUnsubscribeHandler = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof LabUnsubscribeService === "undefined" ? Object : LabUnsubscribeService,
        typeof UnsubscribeService === "undefined" ? Object : UnsubscribeService
    ])
], LabUnsubscribeHandler);
