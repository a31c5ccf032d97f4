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
import { decodeCursor, toPage } from '../../platform/database/keyset.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactReferences } from '../contacts/ContactReferences.js';
import { ContactService } from '../contacts/ContactService.js';
import { ListEvents } from '../lists/ListEvents.js';
import { originEntry } from './originEntry.js';
import { presentEntry } from './presentEntry.js';
import { TimelineRepository } from './TimelineRepository.js';
export class TimelineService {
    constructor(timeline, contacts, listEvents, references, clock){
        this.timeline = timeline;
        this.contacts = contacts;
        this.listEvents = listEvents;
        this.references = references;
        this.clock = clock;
    }
    onModuleInit() {
        this.listEvents.onMembershipChanged((ctx, changes)=>this.recordMemberships(ctx, changes));
        this.references.register({
            name: 'communication_logs',
            repoint: (ctx, from, to)=>this.timeline.repoint(ctx, from, to)
        });
    }
    /** Adds entries inside the caller's transaction, for contacts that the caller knows to be of this workspace. Answers their ids. */ append(ctx, entries) {
        return this.timeline.insert(ctx, entries, nowIso(this.clock));
    }
    async list(ctx, contactId, query) {
        await this.contacts.require(ctx, contactId);
        const rows = await this.timeline.list(ctx, contactId, query);
        const origin = query.type && query.type !== 'system' ? null : await this.originAfter(ctx, contactId, query.cursor);
        return toPage(origin ? [
            ...rows,
            origin
        ].sort(newestFirst) : rows, query.limit, (row)=>[
                row.timestamp,
                row.id
            ], presentEntry);
    }
    async listRecent(ctx, limit) {
        const rows = await this.timeline.listRecent(ctx, limit);
        return rows.map((row)=>({
                ...presentEntry(row),
                contactName: row.contactName ?? 'No name'
            }));
    }
    async addNote(ctx, contactId, text) {
        await this.contacts.require(ctx, contactId);
        const [id] = await this.append(ctx, [
            {
                contactId,
                type: 'note',
                content: {
                    text
                }
            }
        ]);
        const row = await this.timeline.find(ctx, id ?? '');
        if (!row) throw notFound('note');
        return presentEntry(row);
    }
    async deleteNote(ctx, contactId, entryId) {
        if (!await this.timeline.deleteNote(ctx, contactId, entryId)) throw notFound('note');
    }
    async originAfter(ctx, contactId, cursor) {
        const found = await this.timeline.findOrigin(ctx, contactId);
        if (!found) return null;
        const origin = originEntry(found);
        if (cursor === undefined) return origin;
        const [timestamp = '', id = ''] = decodeCursor(cursor, 2);
        return newestFirst({
            timestamp: String(timestamp),
            id: String(id)
        }, origin) < 0 ? origin : null;
    }
    async recordMemberships(ctx, changes) {
        await this.append(ctx, changes.map(membershipEntry));
    }
}
TimelineService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof TimelineRepository === "undefined" ? Object : TimelineRepository,
        typeof ContactService === "undefined" ? Object : ContactService,
        typeof ListEvents === "undefined" ? Object : ListEvents,
        typeof ContactReferences === "undefined" ? Object : ContactReferences,
        typeof Clock === "undefined" ? Object : Clock
    ])
], TimelineService);
function membershipEntry({ contactId, isStage, from, to }) {
    if (isStage) return {
        contactId,
        type: 'stage_change',
        content: {
            old_list: from,
            new_list: to
        }
    };
    return {
        contactId,
        type: 'system',
        content: {
            message: to === null ? `Taken off the list ${from ?? ''}` : `Put on the list ${to}`
        }
    };
}
function newestFirst(a, b) {
    if (a.timestamp !== b.timestamp) return a.timestamp < b.timestamp ? 1 : -1;
    return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}
