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
import { emailKey } from '@rapport/common';
import { jobContext } from '../../platform/context/contexts.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { DeliveryReported } from '../providers/DeliveryEvents.js';
import { ConsentService } from './ConsentService.js';
const REASON_OF = {
    bounced: 'bounced',
    complained: 'complained',
    unsubscribed: 'unsubscribed'
};
export class DeliveryConsentListener {
    constructor(consent, events, dataSource){
        this.consent = consent;
        this.events = events;
        this.dataSource = dataSource;
    }
    onModuleInit() {
        this.events.listen(DeliveryReported, {
            name: 'consent',
            repeatable: 'An address that is suppressed for a reason stays so when the same reason is reported again.',
            handle: (report)=>this.hear(report)
        });
    }
    async hear(report) {
        const reason = REASON_OF[report.type];
        if (reason === undefined || report.address === null) return;
        const { messageId, provider, eventId, occurredAt, detail } = report;
        await this.consent.suppress(jobContext(this.dataSource.manager, report.workspaceId, 'consent'), reason, {
            channel: 'email',
            addressKey: emailKey(report.address),
            source: 'delivery',
            proof: {
                messageId,
                provider,
                eventId,
                occurredAt,
                detail
            }
        });
    }
}
DeliveryConsentListener = _ts_decorate([
    Injectable(),
    _ts_param(2, InjectDataSource()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ConsentService === "undefined" ? Object : ConsentService,
        typeof DomainEvents === "undefined" ? Object : DomainEvents,
        typeof DataSource === "undefined" ? Object : DataSource
    ])
], DeliveryConsentListener);
