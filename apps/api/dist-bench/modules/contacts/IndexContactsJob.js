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
import { InjectDataSource } from '@nestjs/typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { JobHandlerProvider } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { ContactRepository } from './ContactRepository.js';
export const INDEX_CONTACTS = 'contacts.index';
/** Some 50 ms of writing at a time, so that others need not wait. */ const BATCH = 1_000;
export class IndexContactsJob {
    constructor(contacts, unitOfWork, queue, dataSource){
        this.contacts = contacts;
        this.unitOfWork = unitOfWork;
        this.queue = queue;
        this.dataSource = dataSource;
        this.name = INDEX_CONTACTS;
        this.repeatable = 'It indexes the rows above the stored mark and moves the mark in the same transaction; with nothing above it, it does nothing.';
    }
    async handle(_payload, run) {
        const ctx = systemContext(this.dataSource.manager);
        let left = 1;
        while(left > 0 && !run.signal.aborted){
            left = await this.unitOfWork.run(ctx, (ctx)=>this.contacts.indexNewest(ctx, BATCH));
            await new Promise((resolve)=>setImmediate(resolve));
        }
        if (left > 0) await this.queue.enqueue(ctx.manager, {
            name: INDEX_CONTACTS,
            payload: {},
            key: INDEX_CONTACTS
        });
    }
}
IndexContactsJob = _ts_decorate([
    JobHandlerProvider(),
    _ts_param(3, InjectDataSource()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ContactRepository === "undefined" ? Object : ContactRepository,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof JobQueue === "undefined" ? Object : JobQueue,
        typeof DataSource === "undefined" ? Object : DataSource
    ])
], IndexContactsJob);
