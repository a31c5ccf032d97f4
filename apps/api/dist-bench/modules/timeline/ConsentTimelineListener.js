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
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { ConsentChanged } from '../consent/ConsentEvents.js';
import { ContactService } from '../contacts/ContactService.js';
import { TimelineService } from './TimelineService.js';
const MESSAGES = {
    unsubscribed: 'Unsubscribed from your e-mails',
    resubscribed: 'Subscribed to your e-mails again',
    bounced: 'E-mail came back: the address does not take mail',
    complained: 'Reported an e-mail as spam',
    manual: 'E-mails to this address were stopped',
    manualLifted: 'E-mails to this address were allowed again',
    bounceLifted: 'The address is tried again'
};
export class ConsentTimelineListener {
    constructor(timeline, contacts, events, unitOfWork, dataSource){
        this.timeline = timeline;
        this.contacts = contacts;
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.dataSource = dataSource;
    }
    onModuleInit() {
        this.events.listen(ConsentChanged, {
            name: 'timeline',
            repeatable: 'The entry has the id of the consent event; an entry with that id is added once.',
            handle: (change)=>this.record(change)
        });
    }
    record(change) {
        return this.unitOfWork.run(jobContext(this.dataSource.manager, change.workspaceId, 'timeline'), async (ctx)=>{
            const contactId = await this.contacts.findIdOf(ctx, change.contactId, change.addressKey);
            if (contactId === null) return;
            const content = {
                message: MESSAGES[change.event],
                source: change.source
            };
            await this.timeline.append(ctx, [
                {
                    id: change.consentEventId,
                    contactId,
                    type: 'system',
                    content,
                    timestamp: change.at
                }
            ]);
        });
    }
}
ConsentTimelineListener = _ts_decorate([
    Injectable(),
    _ts_param(4, InjectDataSource()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof TimelineService === "undefined" ? Object : TimelineService,
        typeof ContactService === "undefined" ? Object : ContactService,
        typeof DomainEvents === "undefined" ? Object : DomainEvents,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof DataSource === "undefined" ? Object : DataSource
    ])
], ConsentTimelineListener);
