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
export class TemplateReferences {
    register(counter) {
        this.counters.push(counter);
    }
    async countUses(ctx, templateIds) {
        const totals = new Map();
        for (const counter of templateIds.length === 0 ? [] : this.counters){
            for (const [id, count] of (await counter(ctx, templateIds)))totals.set(id, (totals.get(id) ?? 0) + count);
        }
        return totals;
    }
    constructor(){
        this.counters = [];
    }
}
TemplateReferences = _ts_decorate([
    Injectable()
], TemplateReferences);
