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
import { AppConfig } from '../../platform/config/AppConfig.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { AppError } from '../../platform/http/AppError.js';
import { KeyRing } from '../../platform/security/KeyRing.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { ConsentService } from './ConsentService.js';
import { openLink, sealLink } from './unsubscribeToken.js';
export class UnsubscribeService {
    constructor(consent, workspaces, keyRing, config){
        this.consent = consent;
        this.workspaces = workspaces;
        this.keyRing = keyRing;
        this.config = config;
    }
    /** The link for one message to one person; the same input gives the same link. */ urlFor(link) {
        return `${this.config.publicUrl}/u/${sealLink(link, this.keys(this.keyRing.currentId))}`;
    }
    /** The two headers of RFC 8058; a DKIM signature has to cover both. */ headersFor(url) {
        return listUnsubscribeHeaders(url);
    }
    /** Null when the link is not ours, is damaged or belongs to a workspace that is gone. */ async find(ctx, token) {
        const opened = await this.open(ctx, token);
        return opened ? this.stateOf(opened) : null;
    }
    /** Any number of times, the same result. */ async unsubscribe(ctx, token, proof) {
        const opened = await this.open(ctx, token);
        if (!opened) return null;
        await this.consent.suppress(opened.ctx, 'unsubscribed', recordOf(opened.link, proof));
        return this.stateOf(opened);
    }
    async resubscribe(ctx, token, proof) {
        const opened = await this.open(ctx, token);
        if (!opened) return null;
        await this.consent.resubscribe(opened.ctx, recordOf(opened.link, proof));
        return this.stateOf(opened);
    }
    async open(ctx, token) {
        const link = openLink(token, (keyId)=>this.keys(keyId));
        if (!link) return null;
        const inside = inWorkspace(ctx, link.workspaceId, 'viewer');
        try {
            return {
                ctx: inside,
                link,
                workspaceName: (await this.workspaces.require(inside)).name
            };
        } catch (error) {
            if (error instanceof AppError && error.status === 404) return null;
            throw error;
        }
    }
    async stateOf({ ctx, link, workspaceName }) {
        const suppressed = await this.consent.listSuppressed(ctx, 'email', [
            link.addressKey
        ]);
        return {
            workspaceName,
            addressKey: link.addressKey,
            reason: suppressed.get(link.addressKey)?.reason ?? null
        };
    }
    keys(keyId) {
        const mac = this.keyRing.derive('unsubscribe-mac', keyId);
        const cipher = this.keyRing.derive('unsubscribe-cipher', keyId);
        return mac && cipher ? {
            keyId,
            mac,
            cipher
        } : null;
    }
}
UnsubscribeService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ConsentService === "undefined" ? Object : ConsentService,
        typeof WorkspaceService === "undefined" ? Object : WorkspaceService,
        typeof KeyRing === "undefined" ? Object : KeyRing,
        typeof AppConfig === "undefined" ? Object : AppConfig
    ])
], UnsubscribeService);
/** `List-Unsubscribe` and `List-Unsubscribe-Post` (RFC 2369, RFC 8058): one HTTPS address, one click. */ export function listUnsubscribeHeaders(url) {
    return [
        {
            name: 'List-Unsubscribe',
            value: `<${url}>`
        },
        {
            name: 'List-Unsubscribe-Post',
            value: 'List-Unsubscribe=One-Click'
        }
    ];
}
function recordOf(link, proof) {
    return {
        channel: 'email',
        addressKey: link.addressKey,
        source: 'unsubscribeLink',
        contactId: link.contactId,
        recipientId: link.recipientId,
        proof
    };
}
