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
import { readMime } from '@rapport/providers';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { DeliveryReported } from '../providers/DeliveryEvents.js';
import { linksOf, oneClickUrl } from './labLinks.js';
import { LabNews } from './LabNews.js';
import { LabUnsubscribeService } from './LabUnsubscribeService.js';
import { linkNotInMessage, noUnsubscribeLink, replyWithoutText, unsubscribeLinkDead } from './mailLabErrors.js';
import { MailLabRepository } from './MailLabRepository.js';
import { MailLabService } from './MailLabService.js';
const EVENT_OF = {
    open: 'opened',
    click: 'clicked',
    bounce: 'bounced',
    complain: 'complained',
    unsubscribe: 'unsubscribed',
    reply: 'replied'
};
const BOUNCE_WORDS = '550 5.1.1 The mailbox does not exist (played in the mail lab)';
export class LabRecipientService {
    constructor(mailLab, messages, unsubscribing, events, unitOfWork, news, clock){
        this.mailLab = mailLab;
        this.messages = messages;
        this.unsubscribing = unsubscribing;
        this.events = events;
        this.unitOfWork = unitOfWork;
        this.news = news;
        this.clock = clock;
    }
    async play(ctx, id, input) {
        const message = await this.mailLab.require(ctx, id);
        const event = {
            id: newId(),
            type: EVENT_OF[input.action],
            detail: detailOf(message, input),
            at: nowIso(this.clock)
        };
        await this.unitOfWork.run(ctx, async (ctx)=>{
            await this.messages.insertEvent(ctx, id, event);
            if (input.action === 'unsubscribe') await this.unsubscribe(ctx, message);
            else await this.report(ctx, message, event);
        });
        this.news.changed(ctx.workspaceId);
        return this.mailLab.present(ctx, message);
    }
    /** By the link in the message's own header, as a mailbox provider would: what it does is not told to us twice. */ async unsubscribe(ctx, message) {
        const url = oneClickUrl(readMime(message.raw).headers);
        if (url === null) throw noUnsubscribeLink();
        if (!await this.unsubscribing.unsubscribe(ctx, url)) throw unsubscribeLinkDead();
    }
    async report(ctx, message, event) {
        await this.events.publish(ctx, DeliveryReported, {
            workspaceId: ctx.workspaceId,
            provider: 'mail_lab',
            eventId: event.id,
            type: event.type,
            messageId: message.messageId,
            address: message.to,
            occurredAt: event.at,
            detail: reportDetail(event)
        });
    }
}
LabRecipientService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof MailLabService === "undefined" ? Object : MailLabService,
        typeof MailLabRepository === "undefined" ? Object : MailLabRepository,
        typeof LabUnsubscribeService === "undefined" ? Object : LabUnsubscribeService,
        typeof DomainEvents === "undefined" ? Object : DomainEvents,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof LabNews === "undefined" ? Object : LabNews,
        typeof Clock === "undefined" ? Object : Clock
    ])
], LabRecipientService);
/** What the page shows beside the event; also where an impossible action is refused. */ function detailOf(message, { action, url, text }) {
    switch(action){
        case 'click':
            {
                const mail = readMime(message.raw);
                if (!linksOf(mail.html, mail.text).some((link)=>link.url === url)) throw linkNotInMessage();
                return url ?? null;
            }
        case 'reply':
            if (!text) throw replyWithoutText();
            return text;
        case 'bounce':
            return BOUNCE_WORDS;
        case 'open':
        case 'complain':
        case 'unsubscribe':
            return null;
    }
}
function reportDetail({ type, detail }) {
    switch(type){
        case 'clicked':
            return {
                url: detail ?? ''
            };
        case 'replied':
            return {
                text: detail ?? ''
            };
        case 'bounced':
            return {
                severity: 'permanent',
                code: 550,
                response: detail ?? ''
            };
        case 'opened':
        case 'complained':
        case 'unsubscribed':
            return {};
    }
}
