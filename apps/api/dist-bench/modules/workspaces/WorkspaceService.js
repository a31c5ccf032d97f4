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
import { IANAZone } from 'luxon';
import { actorUserId } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { nameTaken, ownerStays, unknownTimeZone } from './workspaceErrors.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';
export { MembershipDto, WorkspaceDto } from './WorkspaceDtos.js';
export class WorkspaceService {
    constructor(workspaces, unitOfWork, clock){
        this.workspaces = workspaces;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }
    listMemberships(ctx) {
        return this.workspaces.listMemberships(ctx, actorUserId(ctx) ?? '');
    }
    listMembershipsOf(ctx, userId) {
        return this.workspaces.listMemberships(ctx, userId);
    }
    async createForActor(ctx, name) {
        const workspace = await this.create(ctx, actorUserId(ctx) ?? '', {
            name
        });
        return present(workspace, 'owner');
    }
    /** A new workspace with its owner as first member. */ create(ctx, ownerId, input) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            if (await this.workspaces.findByOwnerAndName(ctx, ownerId, input.name)) throw nameTaken();
            const now = nowIso(this.clock);
            const workspace = {
                id: newId(),
                userId: ownerId,
                name: input.name,
                isSample: input.isSample ?? false,
                postalAddress: null,
                timeZone: input.timeZone ?? 'UTC',
                defaultFromName: null,
                defaultFromEmail: null,
                defaultReplyTo: null,
                createdAt: now
            };
            await this.workspaces.insert(ctx, workspace);
            await this.workspaces.insertMember(ctx, {
                workspaceId: workspace.id,
                userId: ownerId,
                role: 'owner',
                joinedAt: now
            });
            return workspace;
        });
    }
    findSample(ctx, ownerId) {
        return this.workspaces.findSample(ctx, ownerId);
    }
    async delete(ctx, workspaceId) {
        await this.workspaces.delete(ctx, workspaceId);
    }
    async get(ctx) {
        return present(await this.require(ctx), ctx.role);
    }
    /** The workspace of the context, as stored. */ async require(ctx) {
        const workspace = await this.workspaces.findById(ctx, ctx.workspaceId);
        if (!workspace) throw notFound('workspace');
        return workspace;
    }
    async update(ctx, input) {
        if (input.timeZone !== undefined) this.validTimeZone(input.timeZone);
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const workspace = await this.require(ctx);
            if (input.name !== undefined && input.name !== workspace.name && await this.workspaces.findByOwnerAndName(ctx, workspace.userId, input.name)) throw nameTaken();
            await this.workspaces.update(ctx, definedOnly(input));
            return present({
                ...workspace,
                ...definedOnly(input)
            }, ctx.role);
        });
    }
    /** The zone itself, or a 422 that says what to choose. */ validTimeZone(zone) {
        if (!IANAZone.isValidZone(zone)) throw unknownTimeZone();
        return zone;
    }
    listMembers(ctx) {
        return this.workspaces.listMembers(ctx);
    }
    async updateMember(ctx, userId, role) {
        await this.requireOrdinaryMember(ctx, userId);
        await this.workspaces.updateRole(ctx, userId, role);
        const member = (await this.workspaces.listMembers(ctx)).find((candidate)=>candidate.userId === userId);
        if (!member) throw notFound('member');
        return member;
    }
    async removeMember(ctx, userId) {
        await this.requireOrdinaryMember(ctx, userId);
        await this.workspaces.deleteMember(ctx, userId);
    }
    async requireOrdinaryMember(ctx, userId) {
        const member = await this.workspaces.findMember(ctx, userId);
        if (!member) throw notFound('member');
        if (member.role === 'owner') throw ownerStays();
    }
}
WorkspaceService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceRepository === "undefined" ? Object : WorkspaceRepository,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof Clock === "undefined" ? Object : Clock
    ])
], WorkspaceService);
function present(workspace, role) {
    const { userId: _owner, ...shown } = workspace;
    return {
        ...shown,
        isSample: Boolean(workspace.isSample),
        role
    };
}
function definedOnly(input) {
    return Object.fromEntries(Object.entries(input).filter(([, value])=>value !== undefined));
}
