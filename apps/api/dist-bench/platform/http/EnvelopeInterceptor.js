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
import { Injectable, SetMetadata, StreamableFile } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map } from 'rxjs';
const RAW = 'rapport:raw';
/** Marks a handler whose answer is not JSON in the envelope: a page, a file, a stream of events. */ export const RawResponse = ()=>SetMetadata(RAW, true);
export class EnvelopeInterceptor {
    constructor(reflector){
        this.reflector = reflector;
    }
    intercept(context, next) {
        const isRaw = this.reflector.getAllAndOverride(RAW, [
            context.getHandler(),
            context.getClass()
        ]);
        if (isRaw) return next.handle();
        return next.handle().pipe(map((data)=>data instanceof StreamableFile ? data : {
                data: data ?? null,
                error: null
            }));
    }
}
EnvelopeInterceptor = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Reflector === "undefined" ? Object : Reflector
    ])
], EnvelopeInterceptor);
