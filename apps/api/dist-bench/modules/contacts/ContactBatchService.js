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
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactBatchRepository } from './ContactBatchRepository.js';
import { INDEX_CONTACTS } from './IndexContactsJob.js';
import { contactKeys } from './normalizeContact.js';
/** The search index follows when no further batch came for so long. */ const INDEX_AFTER_MS = 3_000;
export class ContactBatchService {
    constructor(batches, queue, clock){
        this.batches = batches;
        this.queue = queue;
        this.clock = clock;
    }
    /** Live contacts that have one of these addresses or numbers. */ async find(ctx, keys) {
        const rows = [
            ...await this.batches.find(ctx, 'email_key', keys.emailKeys),
            ...await this.batches.find(ctx, 'phone_e164', keys.phones)
        ];
        const unique = new Map(rows.map((row)=>[
                row.id,
                row
            ]));
        return [
            ...unique.values()
        ].map(({ id, emailKey, phoneE164, ...fields })=>({
                id,
                fields,
                keys: {
                    ...this.keysOf(fields, phoneE164),
                    emailKey
                }
            }));
    }
    keysOf(fields, phoneE164) {
        return contactKeys(fields, phoneE164);
    }
    /** Answers the ids that were written; one is missing when somebody else took its address or number at this very moment. */ async insert(ctx, contacts, importId) {
        const written = await this.batches.insert(ctx, contacts, importId, nowIso(this.clock));
        if (contacts.length > 0) await this.queue.enqueue(ctx.manager, {
            name: INDEX_CONTACTS,
            payload: {},
            key: INDEX_CONTACTS,
            runAt: new Date(this.clock.now().getTime() + INDEX_AFTER_MS)
        });
        return written;
    }
    update(ctx, contacts) {
        return this.batches.update(ctx, contacts, nowIso(this.clock));
    }
}
ContactBatchService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ContactBatchRepository === "undefined" ? Object : ContactBatchRepository,
        typeof JobQueue === "undefined" ? Object : JobQueue,
        typeof Clock === "undefined" ? Object : Clock
    ])
], ContactBatchService);
