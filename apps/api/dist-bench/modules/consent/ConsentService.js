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
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ConsentChanged } from './ConsentEvents.js';
import { reasonsAfter, strongest } from './consentHistory.js';
import { ConsentRepository } from './ConsentRepository.js';
export class ConsentService {
    constructor(consent, events, unitOfWork, clock){
        this.consent = consent;
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }
    /** The suppressed ones among these keys; one query for up to thousands. Keys that are not in the answer may be written to. */ async listSuppressed(ctx, channel, keys) {
        const rows = await this.consent.listSuppressed(ctx, channel, keys);
        return new Map(rows.map((row)=>[
                row.addressKey,
                row
            ]));
    }
    async isSuppressed(ctx, channel, addressKey) {
        return (await this.consent.listSuppressed(ctx, channel, [
            addressKey
        ])).length > 0;
    }
    /** Current state and whole history of one address. */ async listFor(ctx, channel, addressKey) {
        const [suppression] = await this.consent.listSuppressed(ctx, channel, [
            addressKey
        ]);
        return {
            suppression: suppression ?? null,
            events: await this.consent.listEvents(ctx, channel, addressKey)
        };
    }
    /** Records a reason not to write to an address. Saying it twice changes nothing. */ suppress(ctx, reason, record) {
        return this.record(ctx, {
            ...record,
            event: reason
        });
    }
    /** The recipient changed their mind. Lifts an unsubscription, never a complaint, a bounce or a person's decision. */ resubscribe(ctx, record) {
        return this.record(ctx, {
            ...record,
            event: 'resubscribed'
        });
    }
    /** A person of the workspace takes back what a person decided or a server reported. */ unsuppress(ctx, reason, record) {
        return this.record(ctx, {
            ...record,
            event: reason === 'manual' ? 'manualLifted' : 'bounceLifted'
        });
    }
    /** True when it changed which reasons hold. The event, the state and the announcement are one transaction. */ record(ctx, record) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const { channel, addressKey } = record;
            await this.consent.lockAddress(ctx, channel, addressKey);
            const history = (await this.consent.listEvents(ctx, channel, addressKey)).map((row)=>row.event);
            const before = reasonsAfter(history);
            const after = reasonsAfter([
                ...history,
                record.event
            ]);
            if (before.size === after.size) return false;
            const row = {
                ...record,
                id: newId(),
                contactId: record.contactId ?? null,
                proof: {
                    ...record.proof,
                    ...record.recipientId ? {
                        recipientId: record.recipientId
                    } : {}
                },
                createdAt: nowIso(this.clock)
            };
            await this.consent.insertEvent(ctx, row);
            await this.applyReason(ctx, row, strongest(before), strongest(after));
            await this.announce(ctx, row, record.recipientId ?? null, strongest(after));
            return true;
        });
    }
    async applyReason(ctx, row, before, after) {
        if (after === before) return;
        if (after === null) await this.consent.deleteSuppression(ctx, row.channel, row.addressKey);
        else await this.consent.putSuppression(ctx, row.channel, {
            addressKey: row.addressKey,
            reason: after,
            since: row.createdAt
        });
    }
    async announce(ctx, row, recipientId, reason) {
        const { channel, addressKey, event, source, contactId } = row;
        await this.events.publish(ctx, ConsentChanged, {
            workspaceId: ctx.workspaceId,
            channel,
            addressKey,
            event,
            source,
            contactId,
            recipientId,
            reason,
            at: row.createdAt,
            consentEventId: row.id
        });
    }
}
ConsentService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ConsentRepository === "undefined" ? Object : ConsentRepository,
        typeof DomainEvents === "undefined" ? Object : DomainEvents,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], ConsentService);
