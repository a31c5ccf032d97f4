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
import { descriptorOf, MailLabSender, smtpConfigOf, SmtpSender } from '@rapport/providers';
import { SecretBox } from '../../platform/security/SecretBox.js';
import { MailLabStoreService } from './MailLabStoreService.js';
import { parseSenderType, parseStoredConfig } from './senderConfig.js';
import { SenderRepository } from './SenderRepository.js';
/** What messages in flight get when the process is asked to stop; the whole process has ten seconds. */ const closingGraceMs = 6000;
export class SenderPoolService {
    constructor(senders, secretBox, mailLab){
        this.senders = senders;
        this.secretBox = secretBox;
        this.mailLab = mailLab;
        this.pooled = new Map();
    }
    /** Reads the settings each time: a pause or a new password counts from the next batch on. */ async open(ctx) {
        const row = await this.senders.find(ctx, ctx.workspaceId);
        const type = row ? parseSenderType(row.type) : 'mail_lab';
        return {
            type,
            label: descriptorOf(type).label,
            state: row?.state ?? 'ready',
            stateReason: row?.stateReason ?? null,
            sender: this.senderFor(ctx.workspaceId, type, row)
        };
    }
    /** A sender of its own for settings that are only being tried; whoever asks for it closes it. */ build(workspaceId, type, values) {
        switch(type){
            case 'mail_lab':
                return new MailLabSender(this.mailLab.storeFor(workspaceId));
            case 'smtp':
                return new SmtpSender(smtpConfigOf(values));
        }
    }
    /** The saved settings with their secrets opened. */ revealedValues(row) {
        const stored = parseStoredConfig(row.config);
        const opened = Object.entries(stored.secrets).map(([key, sealed])=>[
                key,
                this.secretBox.open(sealed, secretPlace(row.id, key))
            ]);
        return {
            ...stored.values,
            ...Object.fromEntries(opened)
        };
    }
    async beforeApplicationShutdown() {
        const open = [
            ...this.pooled.values()
        ];
        this.pooled.clear();
        await Promise.all(open.map(({ sender })=>sender.close(closingGraceMs)));
    }
    senderFor(workspaceId, type, row) {
        const configuredAt = row?.updatedAt ?? '';
        const known = this.pooled.get(workspaceId);
        if (known?.configuredAt === configuredAt) return known.sender;
        const sender = this.build(workspaceId, type, row ? this.revealedValues(row) : {});
        this.pooled.set(workspaceId, {
            configuredAt,
            sender
        });
        // Messages that still travel over the old settings may finish; nobody waits for them here.
        void known?.sender.close(closingGraceMs);
        return sender;
    }
}
SenderPoolService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof SenderRepository === "undefined" ? Object : SenderRepository,
        typeof SecretBox === "undefined" ? Object : SecretBox,
        typeof MailLabStoreService === "undefined" ? Object : MailLabStoreService
    ])
], SenderPoolService);
/** What a sealed secret is bound to, so that it opens in its own row and field only. */ export function secretPlace(rowId, key) {
    return `workspace_email_providers.config_json/${rowId}/${key}`;
}
