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
import { JobQueue } from '../jobs/JobQueue.js';
import { JobRegistry } from '../jobs/JobRegistry.js';
/** A kind of event, named in the past tense (`contacts.trashed`), with the type of what it tells. */ export class DomainEvent {
    constructor(name){
        this.name = name;
    }
}
export class DomainEvents {
    constructor(queue, registry){
        this.queue = queue;
        this.registry = registry;
        this.jobNames = new Map();
    }
    /** Call it in `onModuleInit`. */ listen(event, listener) {
        const name = `${event.name}>${listener.name}`;
        this.registry.register({
            name,
            repeatable: listener.repeatable,
            handle: (payload, run)=>listener.handle(payload, run)
        });
        this.jobNames.set(event.name, [
            ...this.jobNames.get(event.name) ?? [],
            name
        ]);
    }
    async publish(ctx, event, payload) {
        for (const name of this.jobNames.get(event.name) ?? [])await this.queue.enqueue(ctx.manager, {
            name,
            payload
        });
    }
}
DomainEvents = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof JobQueue === "undefined" ? Object : JobQueue,
        typeof JobRegistry === "undefined" ? Object : JobRegistry
    ])
], DomainEvents);
