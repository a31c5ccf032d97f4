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
import { ContactBatchService } from '../contacts/ContactBatchService.js';
import { CustomFieldBatchService } from '../customFields/CustomFieldBatchService.js';
import { IntakeBatch } from './IntakeBatch.js';
import { ListMembershipService } from './ListMembershipService.js';
export class ContactIntakeService {
    constructor(contacts, customFields, memberships, clock){
        this.contacts = contacts;
        this.customFields = customFields;
        this.memberships = memberships;
        this.clock = clock;
    }
    /**
   * Writes one batch and answers one outcome per row, in order. Call it inside a unit of work with at most 5,000 rows: the
   * batch and the import's own checkpoint then commit together. Rows with an address or a number may come twice: what they
   * created is then unchanged.
   */ async take(ctx, plan, rows) {
        const batch = new IntakeBatch(plan, (fields, phoneE164)=>this.contacts.keysOf(fields, phoneE164), nowIso(this.clock));
        const drafts = rows.map((row)=>batch.draft(row));
        const known = await this.contacts.find(ctx, batch.keysToFind(drafts));
        batch.meet(known, plan.fields.length > 0 ? await this.customFields.load(ctx, known.map((contact)=>contact.id)) : new Map());
        const outcomes = drafts.map((draft)=>batch.place(draft));
        const lost = await this.write(ctx, plan, batch);
        await this.putOnList(ctx, plan, batch, outcomes);
        return outcomes.map((outcome)=>'contactId' in outcome && lost.has(outcome.contactId) ? TAKEN_MEANWHILE : outcome);
    }
    /** Answers the ids of new contacts that could not be written because somebody else was faster. */ async write(ctx, plan, batch) {
        const created = batch.created();
        const written = await this.contacts.insert(ctx, created, plan.importId);
        const lost = new Set(created.map((contact)=>contact.id).filter((id)=>!written.has(id)));
        const isWritten = (contact)=>!lost.has(contact.id);
        await this.contacts.update(ctx, batch.updated());
        await this.customFields.write(ctx, batch.withNewValues().filter(isWritten).flatMap((contact)=>batch.fieldWrites(contact)));
        return lost;
    }
    /** The timeline of a new contact begins with its import; only those who were there before are told apart. */ async putOnList(ctx, plan, batch, outcomes) {
        if (plan.listId === null) return;
        const list = await this.memberships.requireList(ctx, plan.listId);
        const ids = new Set(outcomes.flatMap((outcome)=>'contactId' in outcome ? [
                outcome.contactId
            ] : []));
        const isNew = new Set(batch.created().map((contact)=>contact.id));
        await this.memberships.addNow(ctx, list, [
            ...ids
        ].filter((id)=>isNew.has(id)), true);
        await this.memberships.addNow(ctx, list, [
            ...ids
        ].filter((id)=>!isNew.has(id)));
    }
}
ContactIntakeService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ContactBatchService === "undefined" ? Object : ContactBatchService,
        typeof CustomFieldBatchService === "undefined" ? Object : CustomFieldBatchService,
        typeof ListMembershipService === "undefined" ? Object : ListMembershipService,
        typeof Clock === "undefined" ? Object : Clock
    ])
], ContactIntakeService);
const TAKEN_MEANWHILE = {
    kind: 'rejected',
    field: null,
    code: 'contact.takenMeanwhile',
    reason: 'Somebody added a contact with this address or number at the same moment. Import the row again to update it.'
};
