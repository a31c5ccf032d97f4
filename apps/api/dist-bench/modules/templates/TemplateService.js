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
import { toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { templateChangedMeanwhile, templateNameTaken, templateNotFound } from './templateErrors.js';
import { TemplateReferences } from './TemplateReferences.js';
import { sortOf, TemplateRepository } from './TemplateRepository.js';
/** More than anybody scrolls through; older ones stay in the database. */ const VERSIONS_SHOWN = 200;
export class TemplateService {
    constructor(templates, references, users, unitOfWork, clock){
        this.templates = templates;
        this.references = references;
        this.users = users;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }
    async list(ctx, query) {
        const rows = await this.templates.list(ctx, query);
        const uses = await this.references.countUses(ctx, rows.map((row)=>row.id));
        return toPage(rows, query.limit, sortOf(query).keysetOf, ({ id, name, subject, version, updatedAt })=>({
                id,
                name,
                subject,
                version,
                updatedAt,
                usedByCampaigns: uses.get(id) ?? 0
            }));
    }
    async get(ctx, id) {
        return present(await this.require(ctx, id));
    }
    create(ctx, input) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const now = nowIso(this.clock);
            const row = {
                ...contentOf(input),
                id: newId(),
                version: 1,
                versionId: newId(),
                createdAt: now,
                updatedAt: now,
                deletedAt: null
            };
            if (!await this.templates.insert(ctx, row)) throw templateNameTaken();
            await this.templates.insertVersion(ctx, versionOf(ctx, row));
            return present(row);
        });
    }
    /** A save that changes nothing makes no version. */ update(ctx, id, input) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const before = await this.require(ctx, id);
            if (before.version !== input.version) throw templateChangedMeanwhile(before.version);
            const content = contentOf({
                ...before,
                ...definedOnly(input)
            });
            if (isSame(before, content)) return present(before);
            if (content.name !== before.name && await this.templates.findByName(ctx, content.name)) throw templateNameTaken();
            const row = {
                ...before,
                ...content,
                version: before.version + 1,
                versionId: newId(),
                updatedAt: nowIso(this.clock)
            };
            if (!await this.templates.update(ctx, row)) throw templateChangedMeanwhile(row.version);
            await this.templates.insertVersion(ctx, versionOf(ctx, row));
            return present(row);
        });
    }
    /** To the trash. Campaigns that pinned a version keep it. */ async trash(ctx, id) {
        const deletedAt = nowIso(this.clock);
        if (!await this.templates.setDeleted(ctx, id, deletedAt)) throw templateNotFound();
        return {
            id,
            deletedAt
        };
    }
    /** Out of the trash; a template that is not there is answered as it is. */ restore(ctx, id) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const row = await this.templates.find(ctx, id);
            if (!row) throw templateNotFound();
            if (row.deletedAt === null) return present(row);
            if (await this.templates.findByName(ctx, row.name)) throw templateNameTaken();
            await this.templates.setDeleted(ctx, id, null);
            return present(row);
        });
    }
    duplicate(ctx, id) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const original = await this.require(ctx, id);
            return this.create(ctx, {
                ...contentOf(original),
                name: await this.freeName(ctx, original.name)
            });
        });
    }
    async listVersions(ctx, id) {
        await this.require(ctx, id);
        const rows = await this.templates.listVersions(ctx, id, VERSIONS_SHOWN);
        const names = await this.users.namesOf(ctx, [
            ...new Set(rows.flatMap((row)=>row.createdBy ?? []))
        ]);
        return rows.map(({ createdBy, templateId: _templateId, ...row })=>({
                ...row,
                createdByName: names.get(createdBy ?? '') ?? null
            }));
    }
    /** The newest version of a live template, to be pinned. */ async requireCurrentVersion(ctx, templateId) {
        const { versionId } = await this.require(ctx, templateId);
        return this.requireVersion(ctx, versionId);
    }
    /** A pinned version, also of a template that has been changed or trashed since. */ async requireVersion(ctx, versionId) {
        const version = await this.templates.findVersion(ctx, versionId);
        if (!version) throw templateNotFound();
        return version;
    }
    async require(ctx, id) {
        const row = await this.templates.find(ctx, id);
        if (!row || row.deletedAt !== null) throw templateNotFound();
        return row;
    }
    /** `Newsletter copy`, `Newsletter copy 2`, … */ async freeName(ctx, name) {
        const stem = `${name.replace(/ copy(?: \d+)?$/, '').slice(0, 105)} copy`;
        for(let number = 1;; number += 1){
            const candidate = number === 1 ? stem : `${stem} ${number}`;
            if (!await this.templates.findByName(ctx, candidate)) return candidate;
        }
    }
}
TemplateService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof TemplateRepository === "undefined" ? Object : TemplateRepository,
        typeof TemplateReferences === "undefined" ? Object : TemplateReferences,
        typeof UserService === "undefined" ? Object : UserService,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], TemplateService);
function contentOf(input) {
    return {
        name: input.name,
        subject: input.subject,
        preheader: input.preheader || null,
        bodyHtml: input.bodyHtml,
        signature: input.signature?.trim() ? input.signature : null
    };
}
function definedOnly(input) {
    const { version: _version, ...content } = input;
    return Object.fromEntries(Object.entries(content).filter(([, value])=>value !== undefined));
}
function isSame(before, content) {
    return Object.keys(content).every((key)=>before[key] === content[key]);
}
function versionOf(ctx, row) {
    return {
        ...contentOf(row),
        id: row.versionId,
        templateId: row.id,
        version: row.version,
        createdBy: actorUserId(ctx),
        createdAt: row.updatedAt
    };
}
function present({ deletedAt: _deletedAt, ...row }) {
    return row;
}
