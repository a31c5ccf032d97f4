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
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
const LOOKUP = 500;
export class CustomFieldBatchService {
    constructor(fields, clock){
        this.fields = fields;
        this.clock = clock;
    }
    /** Stored values: contact id, then field name. */ async load(ctx, contactIds) {
        const values = new Map();
        for(let start = 0; start < contactIds.length; start += LOOKUP){
            for (const { contactId, fieldName, value } of (await this.fields.listValuesOf(ctx, contactIds.slice(start, start + LOOKUP)))){
                const own = values.get(contactId) ?? new Map();
                values.set(contactId, own.set(fieldName, value));
            }
        }
        return values;
    }
    write(ctx, writes) {
        return this.fields.writeMany(ctx, writes, nowIso(this.clock));
    }
}
CustomFieldBatchService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof CustomFieldRepository === "undefined" ? Object : CustomFieldRepository,
        typeof Clock === "undefined" ? Object : Clock
    ])
], CustomFieldBatchService);
