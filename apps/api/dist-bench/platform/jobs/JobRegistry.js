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
import { Injectable } from '@nestjs/common';
import { duplicateJob, unknownJob, unrepeatableJob } from './jobErrors.js';
const LEAST_SENTENCE = 20;
export class JobRegistry {
    register(handler) {
        if (this.handlers.has(handler.name)) throw duplicateJob(handler.name);
        if (typeof handler.repeatable !== 'string' || handler.repeatable.trim().length < LEAST_SENTENCE) throw unrepeatableJob(handler.name);
        this.handlers.set(handler.name, handler);
    }
    find(name) {
        return this.handlers.get(name) ?? null;
    }
    require(name) {
        const handler = this.find(name);
        if (!handler) throw unknownJob(name);
        return handler;
    }
    list() {
        return [
            ...this.handlers.values()
        ];
    }
    constructor(){
        this.handlers = new Map();
    }
}
JobRegistry = _ts_decorate([
    Injectable()
], JobRegistry);
