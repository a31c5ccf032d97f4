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
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { listNameTaken, listNotFound, standElsewhere } from './listErrors.js';
import { ListRepository } from './ListRepository.js';
export class ListService {
    constructor(lists, unitOfWork, clock){
        this.lists = lists;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }
    async list(ctx) {
        return this.withCounts(ctx, await this.lists.list(ctx));
    }
    async get(ctx, id) {
        const list = await this.lists.find(ctx, id);
        if (!list) throw listNotFound();
        const [counted] = await this.withCounts(ctx, [
            list
        ]);
        return counted ?? {
            ...list,
            count: 0
        };
    }
    async create(ctx, { name, isPrimary = false }) {
        const list = {
            id: newId(),
            name,
            isPrimary,
            createdAt: nowIso(this.clock)
        };
        if (!await this.lists.insert(ctx, list)) throw listNameTaken();
        return {
            ...list,
            count: 0
        };
    }
    /** The list of this name, made when there is none. */ async findOrCreate(ctx, name) {
        const existing = (await this.lists.list(ctx)).find((list)=>list.name === name);
        return existing ? this.get(ctx, existing.id) : this.create(ctx, {
            name
        });
    }
    update(ctx, id, input) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const before = await this.get(ctx, id);
            const name = input.name ?? before.name;
            const isPrimary = input.isPrimary ?? before.isPrimary;
            if (await this.lists.isNameTaken(ctx, name, id)) throw listNameTaken();
            if (isPrimary && !before.isPrimary) {
                const elsewhere = await this.lists.countOnOtherStages(ctx, id);
                if (elsewhere > 0) throw standElsewhere(elsewhere);
            }
            await this.lists.update(ctx, {
                id,
                name,
                isPrimary
            });
            return {
                ...before,
                name,
                isPrimary
            };
        });
    }
    /** The contacts stay; only who was on the list is forgotten. */ async delete(ctx, id) {
        if (!await this.lists.delete(ctx, id)) throw listNotFound();
    }
    async withCounts(ctx, lists) {
        const counts = await this.lists.countContacts(ctx, lists.map((list)=>list.id));
        return lists.map((list)=>({
                ...list,
                count: counts.get(list.id) ?? 0
            }));
    }
}
ListService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ListRepository === "undefined" ? Object : ListRepository,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], ListService);
