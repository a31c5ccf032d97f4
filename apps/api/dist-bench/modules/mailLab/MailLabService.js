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
import { readMime } from '@rapport/providers';
import { jobContext } from '../../platform/context/contexts.js';
import { isId, newId } from '../../platform/database/ids.js';
import { toPage } from '../../platform/database/keyset.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { MailLabStoreService } from '../providers/MailLabStoreService.js';
import { linksOf, oneClickUrl } from './labLinks.js';
import { LabNews } from './LabNews.js';
import { labMessageNotFound } from './mailLabErrors.js';
import { MailLabRepository } from './MailLabRepository.js';
export class MailLabService {
    constructor(messages, news, stores, clock, dataSource){
        this.messages = messages;
        this.news = news;
        this.stores = stores;
        this.clock = clock;
        this.dataSource = dataSource;
    }
    onModuleInit() {
        this.stores.register((workspaceId)=>this.storeFor(workspaceId));
    }
    async list(ctx, query) {
        return toPage(await this.messages.list(ctx, query), query.limit, (row)=>[
                row.id
            ], (row)=>row);
    }
    /** Opening a message marks it as read. */ async show(ctx, id) {
        const row = await this.require(ctx, id);
        if (await this.messages.markRead(ctx, id)) this.news.changed(ctx.workspaceId);
        return this.present(ctx, row);
    }
    async present(ctx, row) {
        const { id, from, to, subject, receivedAt, contactId, campaignId } = row;
        const { headers, html, text } = readMime(row.raw);
        const events = (await this.messages.listEvents(ctx, id)).map(({ type, at, detail })=>({
                type,
                at,
                detail
            }));
        const read = {
            html,
            text,
            headers: [
                ...headers
            ],
            raw: row.raw.toString('utf8'),
            links: linksOf(html, text),
            canUnsubscribe: oneClickUrl(headers) !== null
        };
        return {
            id,
            from,
            to,
            subject,
            receivedAt,
            contactId,
            campaignId,
            events,
            ...read
        };
    }
    async require(ctx, id) {
        const row = await this.messages.find(ctx, id);
        if (!row) throw labMessageNotFound();
        return row;
    }
    countUnread(ctx) {
        return this.messages.countUnread(ctx);
    }
    async clear(ctx) {
        const removed = await this.messages.deleteAll(ctx);
        if (removed > 0) this.news.changed(ctx.workspaceId);
        return removed;
    }
    storeFor(workspaceId) {
        const ctx = jobContext(this.dataSource.manager, workspaceId, 'mailLab');
        return {
            store: (delivery)=>this.receive(ctx, delivery),
            findByMessageId: (messageId)=>this.messages.hasMessageId(ctx, messageId)
        };
    }
    /** The same Message-ID twice keeps one message, as the sender's contract asks. */ async receive(ctx, delivery) {
        const { headers, text } = readMime(delivery.mime);
        const valueOf = (name)=>headers.find((header)=>header.name.toLowerCase() === name)?.value ?? null;
        const idOf = (name)=>isId(valueOf(name)) ? valueOf(name) : null;
        const isNew = await this.messages.insert(ctx, {
            id: newId(),
            messageId: delivery.messageId,
            campaignId: idOf('x-rapport-campaign'),
            contactId: idOf('x-rapport-contact'),
            from: valueOf('from') ?? delivery.from,
            to: delivery.to,
            subject: delivery.subject,
            preview: (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 160),
            raw: delivery.mime,
            receivedAt: nowIso(this.clock)
        });
        if (isNew) this.news.changed(ctx.workspaceId);
    }
}
MailLabService = _ts_decorate([
    Injectable(),
    _ts_param(4, InjectDataSource()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof MailLabRepository === "undefined" ? Object : MailLabRepository,
        typeof LabNews === "undefined" ? Object : LabNews,
        typeof MailLabStoreService === "undefined" ? Object : MailLabStoreService,
        typeof Clock === "undefined" ? Object : Clock,
        typeof DataSource === "undefined" ? Object : DataSource
    ])
], MailLabService);
