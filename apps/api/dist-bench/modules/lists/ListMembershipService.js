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
import { ContactPartReferences } from '../contacts/ContactPartReferences.js';
import { ContactReferences } from '../contacts/ContactReferences.js';
import { listNotFound, severalStages } from './listErrors.js';
import { ListEvents } from './ListEvents.js';
import { ListRepository } from './ListRepository.js';
export class ListMembershipService {
    constructor(lists, events, parts, references, unitOfWork, clock){
        this.lists = lists;
        this.events = events;
        this.parts = parts;
        this.references = references;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }
    onModuleInit() {
        this.parts.registerLists({
            putOn: (ctx, contactId, listIds)=>this.putOn(ctx, contactId, listIds)
        });
        this.parts.registerBulkAction('addToList', this.adding());
        this.parts.registerBulkAction('removeFromList', this.removing());
        this.references.register({
            name: 'contact_list_assignments',
            repoint: (ctx, from, to)=>this.repoint(ctx, from, to)
        });
    }
    async add(ctx, listId, contactIds) {
        const list = await this.requireList(ctx, listId);
        return {
            affected: (await this.unitOfWork.run(ctx, (ctx)=>this.addNow(ctx, list, contactIds))).length
        };
    }
    async remove(ctx, listId, contactIds) {
        const list = await this.requireList(ctx, listId);
        return {
            affected: (await this.unitOfWork.run(ctx, (ctx)=>this.removeNow(ctx, list, contactIds))).length
        };
    }
    async requireList(ctx, listId) {
        const list = await this.lists.find(ctx, listId);
        if (!list) throw listNotFound();
        return list;
    }
    /** Puts contacts on a list inside the caller's transaction. `isQuiet`: nothing is told, as for contacts that were just imported. */ async addNow(ctx, list, contactIds, isQuiet = false) {
        if (list.isPrimary) await this.lists.lockContacts(ctx, contactIds);
        const stages = list.isPrimary ? await this.lists.listStages(ctx, contactIds, list.id) : [];
        const added = await this.lists.add(ctx, list.id, contactIds, nowIso(this.clock));
        const stageOf = new Map(stages.map((stage)=>[
                stage.contactId,
                stage
            ]));
        const left = new Map();
        for (const contactId of added){
            const stage = stageOf.get(contactId);
            if (stage) left.set(stage.listId, [
                ...left.get(stage.listId) ?? [],
                contactId
            ]);
        }
        for (const [stageId, ids] of left)await this.lists.remove(ctx, stageId, ids);
        if (!isQuiet) {
            await this.events.membershipChanged(ctx, added.map((contactId)=>({
                    contactId,
                    isStage: list.isPrimary,
                    from: stageOf.get(contactId)?.name ?? null,
                    to: list.name
                })));
        }
        return added.map((contactId)=>({
                contactId,
                before: {
                    stageId: stageOf.get(contactId)?.listId ?? null
                }
            }));
    }
    async removeNow(ctx, list, contactIds) {
        const removed = await this.lists.remove(ctx, list.id, contactIds);
        await this.events.membershipChanged(ctx, removed.map((contactId)=>({
                contactId,
                isStage: list.isPrimary,
                from: list.name,
                to: null
            })));
        return removed;
    }
    async putOn(ctx, contactId, listIds) {
        const lists = await Promise.all([
            ...new Set(listIds)
        ].map((id)=>this.requireList(ctx, id)));
        if (lists.filter((list)=>list.isPrimary).length > 1) throw severalStages();
        for (const list of lists)await this.addNow(ctx, list, [
            contactId
        ]);
    }
    adding() {
        return {
            check: async (ctx, input)=>void await this.requireList(ctx, listIdOf(input)),
            apply: async (ctx, contactIds, input)=>this.addNow(ctx, await this.requireList(ctx, listIdOf(input)), contactIds),
            undo: (ctx, images, input)=>this.undoAdding(ctx, images, input)
        };
    }
    removing() {
        return {
            check: async (ctx, input)=>void await this.requireList(ctx, listIdOf(input)),
            apply: async (ctx, contactIds, input)=>{
                const removed = await this.removeNow(ctx, await this.requireList(ctx, listIdOf(input)), contactIds);
                return removed.map((contactId)=>({
                        contactId,
                        before: null
                    }));
            },
            undo: async (ctx, images, input)=>(await this.addNow(ctx, await this.requireList(ctx, listIdOf(input)), idsOf(images))).length
        };
    }
    /** Back to the stage each contact came from, where that stage still exists. */ async undoAdding(ctx, images, input) {
        const removed = new Set(await this.removeNow(ctx, await this.requireList(ctx, listIdOf(input)), idsOf(images)));
        const back = new Map();
        for (const { contactId, before } of images){
            const stageId = before?.['stageId'];
            if (typeof stageId === 'string' && removed.has(contactId)) back.set(stageId, [
                ...back.get(stageId) ?? [],
                contactId
            ]);
        }
        for (const [stageId, ids] of back){
            const stage = await this.lists.find(ctx, stageId);
            if (stage?.isPrimary) await this.addNow(ctx, stage, ids);
        }
        return removed.size;
    }
    async repoint(ctx, from, to) {
        for (const list of (await this.lists.list(ctx))){
            const [moved] = await this.lists.remove(ctx, list.id, [
                from
            ]);
            if (moved && !(list.isPrimary && (await this.lists.listStages(ctx, [
                to
            ], list.id)).length > 0)) await this.addNow(ctx, list, [
                to
            ], true);
        }
    }
}
ListMembershipService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ListRepository === "undefined" ? Object : ListRepository,
        typeof ListEvents === "undefined" ? Object : ListEvents,
        typeof ContactPartReferences === "undefined" ? Object : ContactPartReferences,
        typeof ContactReferences === "undefined" ? Object : ContactReferences,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], ListMembershipService);
function listIdOf(input) {
    return input.listId ?? '';
}
function idsOf(images) {
    return images.map((image)=>image.contactId);
}
