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
import { Sse } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { interval, map, merge, takeUntil, last, startWith } from 'rxjs';
import { Ctx } from '../context/Ctx.js';
import { RawResponse } from '../http/EnvelopeInterceptor.js';
import { Allow, WorkspaceController } from '../http/routes.js';
import { LiveEvents } from './LiveEvents.js';
/** Proxies drop a silent connection after about a minute. */ const HEARTBEAT_MS = 25_000;
export class LiveController {
    constructor(liveEvents){
        this.liveEvents = liveEvents;
    }
    streamEvents(ctx) {
        const events = this.liveEvents.stream(ctx.workspaceId);
        const heartbeat = interval(HEARTBEAT_MS).pipe(startWith(0), takeUntil(events.pipe(last(null, null))), map(()=>({
                type: 'heartbeat',
                data: {}
            })));
        return merge(events.pipe(map((event)=>({
                type: event.type,
                data: event
            }))), heartbeat);
    }
}
_ts_decorate([
    Sse(),
    RawResponse(),
    Allow('viewer'),
    ApiExcludeEndpoint(),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Observable === "undefined" ? Object : Observable)
], LiveController.prototype, "streamEvents", null);
LiveController = _ts_decorate([
    WorkspaceController('events'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof LiveEvents === "undefined" ? Object : LiveEvents
    ])
], LiveController);
