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
import { actorUserId } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { badPhone, changedMeanwhile, contactInTrash, contactNotFound, emailTaken, emptyContact, phoneTaken } from './contactErrors.js';
import { ContactListReader } from './ContactListReader.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import { ContactRepository } from './ContactRepository.js';
import { groupBy } from './groupBy.js';
import { cleanText, contactKeys, readPhone } from './normalizeContact.js';
import { presentContact, presentSummary } from './presentContact.js';
import { sendabilityOf } from './sendability.js';
/** So many new rows are put into the search index by the one who adds the next; more are left to the job. */ const INDEX_AT_ONCE = 50;
export class ContactService {
    constructor(contacts, reader, parts, unitOfWork, clock){
        this.contacts = contacts;
        this.reader = reader;
        this.parts = parts;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }
    async list(ctx, query) {
        const { sort, limit, cursor, ...filter } = query;
        const page = await this.reader.list(ctx, {
            filter,
            sort,
            limit,
            cursor
        });
        return {
            items: await this.summarize(ctx, page.items),
            nextCursor: page.nextCursor
        };
    }
    async count(ctx, filter) {
        return {
            count: await this.reader.count(ctx, filter)
        };
    }
    async get(ctx, id) {
        return this.present(ctx, await this.requireRow(ctx, id));
    }
    /** Throws 404 for a contact of another workspace, too. */ async require(ctx, id) {
        return this.requireRow(ctx, id);
    }
    /** The contact itself, else the living one with this address; null when there is neither any more. */ async findIdOf(ctx, contactId, emailKey) {
        if (contactId !== null && await this.contacts.find(ctx, contactId)) return contactId;
        return (await this.contacts.findIdByEmailKey(ctx, emailKey))?.id ?? null;
    }
    create(ctx, input) {
        const { fields, keys } = this.normalize(input, null);
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const id = newId();
            const now = nowIso(this.clock);
            const isInserted = await this.contacts.insert(ctx, {
                id,
                fields,
                keys,
                createdOn: now,
                createdBy: actorUserId(ctx),
                now
            });
            if (!isInserted) await this.refuseTaken(ctx, keys, null);
            await this.contacts.indexNewest(ctx, INDEX_AT_ONCE);
            await this.parts.customFields.save(ctx, id, input.customFields ?? {}, true);
            if (input.listIds?.length) await this.parts.lists.putOn(ctx, id, input.listIds);
            return this.get(ctx, id);
        });
    }
    update(ctx, id, input) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const row = await this.requireRow(ctx, id);
            if (row.deletedAt) throw contactInTrash();
            if (row.version !== input.version) throw changedMeanwhile(row.version);
            const { fields, keys } = this.normalize(input, {
                ...row,
                phoneE164: (await this.contacts.findKeys(ctx, id))?.phoneE164 ?? null
            });
            await this.refuseTaken(ctx, keys, id);
            const isUpdated = await this.contacts.update(ctx, id, {
                fields,
                keys,
                version: input.version,
                now: nowIso(this.clock)
            });
            if (!isUpdated) throw changedMeanwhile((await this.requireRow(ctx, id)).version);
            if (input.customFields) await this.parts.customFields.save(ctx, id, input.customFields, false);
            if (input.listIds?.length) await this.parts.lists.putOn(ctx, id, input.listIds);
            return this.get(ctx, id);
        });
    }
    async trash(ctx, id) {
        const now = nowIso(this.clock);
        const [trashed] = await this.contacts.trash(ctx, [
            id
        ], now);
        if (trashed) return {
            id,
            deletedAt: now
        };
        const { deletedAt } = await this.requireRow(ctx, id);
        return {
            id,
            deletedAt: deletedAt ?? now
        };
    }
    restore(ctx, id) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const row = await this.requireRow(ctx, id);
            const restored = await this.contacts.restore(ctx, [
                id
            ], nowIso(this.clock));
            const keys = await this.contacts.findKeys(ctx, id);
            if (restored.length === 0 && row.deletedAt && keys) await this.refuseTaken(ctx, keys, id);
            return this.get(ctx, id);
        });
    }
    async sendability(ctx, id) {
        const row = await this.requireRow(ctx, id);
        return sendabilityOf(row, await this.contacts.findSuppression(ctx, id));
    }
    /** Summaries in the order of the rows, with one query for all their lists. */ async summarize(ctx, rows) {
        const memberships = await this.contacts.listMemberships(ctx, rows.map((row)=>row.id));
        const byContact = groupBy(memberships, (membership)=>membership.contactId);
        return rows.map((row)=>presentSummary(row, byContact.get(row.id) ?? []));
    }
    async present(ctx, row) {
        return presentContact(row, await this.contacts.listMemberships(ctx, [
            row.id
        ]), await this.parts.customFields.load(ctx, row.id));
    }
    async requireRow(ctx, id) {
        const row = await this.contacts.find(ctx, id);
        if (!row) throw contactNotFound();
        return row;
    }
    normalize(input, before) {
        const pick = (name)=>input[name] === undefined ? before?.[name] ?? null : cleanText(input[name]);
        const fields = {
            firstName: pick('firstName'),
            lastName: pick('lastName'),
            primaryEmail: pick('primaryEmail'),
            primaryPhone: pick('primaryPhone'),
            company: pick('company')
        };
        if (Object.values(fields).every((value)=>value === null)) throw emptyContact();
        if (fields.primaryPhone === null) return {
            fields,
            keys: contactKeys(fields, null)
        };
        if (before && fields.primaryPhone === before.primaryPhone) return {
            fields,
            keys: contactKeys(fields, before.phoneE164)
        };
        const phone = readPhone(fields.primaryPhone, null);
        if (!phone) throw badPhone();
        return {
            fields,
            keys: contactKeys(fields, phone.e164)
        };
    }
    async refuseTaken(ctx, keys, ownId) {
        const byEmail = keys.emailKey && await this.contacts.findIdByEmailKey(ctx, keys.emailKey);
        if (byEmail && byEmail.id !== ownId) throw emailTaken(byEmail.id);
        const byPhone = keys.phoneE164 && await this.contacts.findIdByPhone(ctx, keys.phoneE164);
        if (byPhone && byPhone.id !== ownId) throw phoneTaken(byPhone.id);
    }
}
ContactService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ContactRepository === "undefined" ? Object : ContactRepository,
        typeof ContactListReader === "undefined" ? Object : ContactListReader,
        typeof ContactPartReferences === "undefined" ? Object : ContactPartReferences,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], ContactService);
