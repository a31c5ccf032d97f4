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
import { findTagUses, mergeTagsFor } from '@rapport/common';
import { Clock } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { compileTemplate } from './rendering/compileTemplate.js';
import { inspectTemplate } from './rendering/inspectTemplate.js';
/** Compiled pages are some 50 kB each; the campaigns that send at one moment need few of them. */ const COMPILED_KEPT = 50;
export class TemplateRenderService {
    constructor(contacts, customFields, workspaces, clock){
        this.contacts = contacts;
        this.customFields = customFields;
        this.workspaces = workspaces;
        this.clock = clock;
        this.compiled = new Map();
    }
    /**
   * Ready to render for any number of contacts. `subject` replaces the template's own (campaigns may do that; null does not).
   * Versions never change, so a compiled one is kept.
   * @throws AppError `template.broken`
   */ compileVersion(version, subject = null) {
        const key = `${version.id}\n${subject ?? ''}`;
        const known = this.compiled.get(key);
        if (known) return known;
        const compiled = compileTemplate(sourceOf(version, subject));
        if (this.compiled.size >= COMPILED_KEPT) this.compiled.delete(this.compiled.keys().next().value);
        this.compiled.set(key, compiled);
        return compiled;
    }
    /** What is wrong with a version, before the first message: for the preflight of a campaign. */ async inspectVersion(ctx, version, subject = null) {
        return inspectTemplate(sourceOf(version, subject), await this.tags(ctx), await this.sampleContext(ctx)).problems;
    }
    /** Which tags a version uses, and which of them leave a gap when the value is missing. */ tagUsesOf(version, subject = null) {
        return findTagUses(sourceOf(version, subject));
    }
    async preview(ctx, input) {
        const contact = input.contactId ? await this.contacts.get(ctx, input.contactId) : null;
        const { problems, rendered } = inspectTemplate(input, await this.tags(ctx), await this.sampleContext(ctx, contact ? renderContactOf(contact) : null));
        const shown = rendered ?? {
            subject: '',
            preheader: '',
            html: '',
            text: ''
        };
        return {
            ...shown,
            problems,
            contact: contact ? {
                id: contact.id,
                displayName: contact.displayName
            } : null,
            sizeBytes: Buffer.byteLength(shown.html)
        };
    }
    async listMergeTags(ctx) {
        return (await this.tags(ctx)).map(({ tag, label, example, group })=>({
                tag,
                label,
                example,
                group
            }));
    }
    async tags(ctx) {
        return mergeTagsFor(await this.customFields.list(ctx));
    }
    /** Everything but the contact is real; the unsubscribe link of a preview leads to a page that explains itself. */ async sampleContext(ctx, contact = null) {
        const workspace = await this.workspaces.get(ctx);
        return {
            contact: contact ?? SAMPLE_CONTACT,
            sender: {
                name: workspace.defaultFromName ?? workspace.name,
                email: workspace.defaultFromEmail ?? 'sender@example.com'
            },
            workspace: {
                name: workspace.name,
                postalAddress: workspace.postalAddress,
                timeZone: workspace.timeZone
            },
            unsubscribeUrl: 'https://example.com/u/preview',
            sentAt: this.clock.now()
        };
    }
}
TemplateRenderService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof ContactService === "undefined" ? Object : ContactService,
        typeof CustomFieldService === "undefined" ? Object : CustomFieldService,
        typeof WorkspaceService === "undefined" ? Object : WorkspaceService,
        typeof Clock === "undefined" ? Object : Clock
    ])
], TemplateRenderService);
const SAMPLE_CONTACT = {
    firstName: 'Ada',
    lastName: 'Example',
    email: 'ada@example.com',
    phone: '+1 555 0100',
    company: 'Example Works',
    customFields: {}
};
function sourceOf(version, subject) {
    return {
        subject: subject ?? version.subject,
        preheader: version.preheader,
        bodyHtml: version.bodyHtml,
        signature: version.signature
    };
}
function renderContactOf({ firstName, lastName, primaryEmail, primaryPhone, company, customFields }) {
    const values = customFields.map(({ fieldName, fieldType, value })=>[
            fieldName,
            mergeValue(value, fieldType)
        ]);
    return {
        firstName,
        lastName,
        email: primaryEmail,
        phone: primaryPhone,
        company,
        customFields: Object.fromEntries(values)
    };
}
/** The stored text of a custom value as templates see it: numbers count, and `{% if custom.vip %}` asks for true. */ function mergeValue(stored, fieldType) {
    if (stored === null) return null;
    if (fieldType === 'number') return Number(stored);
    return fieldType === 'boolean' ? stored === 'true' : stored;
}
