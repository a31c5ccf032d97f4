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
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactBulkRepository } from './ContactBulkRepository.js';
import { alreadyUndone, badSelection, listRequired, undoNotFound } from './contactErrors.js';
import { ContactListReader } from './ContactListReader.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import { ContactRepository } from './ContactRepository.js';
/** One transaction's worth: others wait for at most a few tenths of a second. */ const CHUNK = 2_000;
export class ContactBulkService {
    constructor(bulk, reader, contacts, parts, unitOfWork, clock){
        this.bulk = bulk;
        this.reader = reader;
        this.contacts = contacts;
        this.parts = parts;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        parts.registerBulkAction('trash', this.trashing());
        parts.registerBulkAction('restore', this.restoring());
    }
    async run(ctx, { action: name, listId, selection }) {
        const action = this.parts.bulkAction(name);
        const input = {
            listId: listId ?? null,
            at: nowIso(this.clock)
        };
        if (name.endsWith('List') && !input.listId) throw listRequired();
        if (selection.contactIds === undefined === (selection.filter === undefined)) throw badSelection();
        await action.check?.(ctx, input);
        const id = await this.bulk.start(ctx, name, input);
        let affected = 0;
        for await (const contactIds of this.chunks(ctx, selection)){
            affected += await this.unitOfWork.run(ctx, async (ctx)=>{
                const images = await action.apply(ctx, contactIds, input);
                await this.bulk.record(ctx, id, images);
                return images.length;
            });
        }
        if (affected > 0) return {
            affected,
            undoId: id
        };
        await this.bulk.discard(ctx, id);
        return {
            affected,
            undoId: null
        };
    }
    async undo(ctx, id) {
        const done = await this.bulk.find(ctx, id);
        if (!done) throw undoNotFound();
        if (!await this.bulk.markUndone(ctx, id, nowIso(this.clock))) throw alreadyUndone();
        const action = this.parts.bulkAction(done.action);
        let affected = 0;
        let images = [];
        let after = null;
        while((images = await this.bulk.listImages(ctx, id, after, CHUNK)).length > 0){
            const chunk = images;
            affected += await this.unitOfWork.run(ctx, (ctx)=>action.undo(ctx, chunk, done.details));
            after = chunk.at(-1)?.contactId ?? null;
        }
        return {
            affected
        };
    }
    async *chunks(ctx, { contactIds, filter }) {
        if (contactIds) {
            const own = await this.bulk.ownIds(ctx, contactIds);
            if (own.length > 0) yield own;
            return;
        }
        let after = null;
        let ids = [];
        while((ids = await this.reader.listIds(ctx, filter ?? {}, after, CHUNK)).length > 0){
            yield ids;
            after = ids.at(-1) ?? null;
        }
    }
    trashing() {
        return {
            apply: async (ctx, ids, { at })=>(await this.contacts.trash(ctx, ids, at)).map((contactId)=>({
                        contactId,
                        before: null
                    })),
            undo: async (ctx, images, { at })=>(await this.contacts.restore(ctx, images.map((image)=>image.contactId), nowIso(this.clock), at)).length
        };
    }
    restoring() {
        return {
            apply: async (ctx, ids, { at })=>(await this.contacts.restore(ctx, ids, at)).map(({ id, deletedAt })=>({
                        contactId: id,
                        before: {
                            deletedAt
                        }
                    })),
            undo: async (ctx, images)=>(await this.contacts.trash(ctx, images.map((image)=>image.contactId), nowIso(this.clock))).length
        };
    }
}
ContactBulkService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ContactBulkRepository === "undefined" ? Object : ContactBulkRepository,
        typeof ContactListReader === "undefined" ? Object : ContactListReader,
        typeof ContactRepository === "undefined" ? Object : ContactRepository,
        typeof ContactPartReferences === "undefined" ? Object : ContactPartReferences,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], ContactBulkService);
