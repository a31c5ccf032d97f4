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
import { LiveEvents } from '../../platform/live/LiveEvents.js';
/** A campaign fills the mailbox with hundreds of messages a second; an open page needs to hear of it twice a second at most. */ const QUIET_MS = 500;
export class LabNews {
    constructor(live){
        this.live = live;
        this.waiting = new Map();
    }
    changed(workspaceId) {
        const waiting = this.waiting.get(workspaceId);
        if (waiting) waiting.hasMore = true;
        else this.tell(workspaceId);
    }
    onApplicationShutdown() {
        for (const { timer } of this.waiting.values())clearTimeout(timer);
        this.waiting.clear();
    }
    tell(workspaceId) {
        this.live.publish(workspaceId, {
            type: 'mailLab.changed',
            id: workspaceId
        });
        const timer = setTimeout(()=>this.quietOver(workspaceId), QUIET_MS);
        timer.unref();
        this.waiting.set(workspaceId, {
            timer,
            hasMore: false
        });
    }
    quietOver(workspaceId) {
        const hasMore = this.waiting.get(workspaceId)?.hasMore ?? false;
        this.waiting.delete(workspaceId);
        if (hasMore) this.tell(workspaceId);
    }
}
LabNews = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof LiveEvents === "undefined" ? Object : LiveEvents
    ])
], LabNews);
