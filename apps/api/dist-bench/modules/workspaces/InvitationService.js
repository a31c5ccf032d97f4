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
import { actorUserId } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { hashToken, newToken } from '../../platform/security/tokens.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { alreadyMember, invitationOver } from './workspaceErrors.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';
const VALID_MS = 7 * 86_400_000;
export class InvitationService {
    constructor(workspaces, users, unitOfWork, config, clock){
        this.workspaces = workspaces;
        this.users = users;
        this.unitOfWork = unitOfWork;
        this.config = config;
        this.clock = clock;
    }
    async list(ctx) {
        return (await this.workspaces.listOpenInvitations(ctx)).map(present);
    }
    invite(ctx, email, role) {
        return this.unitOfWork.run(ctx, async (ctx)=>{
            const user = await this.users.findByEmail(ctx, email);
            if (user && await this.workspaces.findMember(ctx, user.id)) throw alreadyMember();
            const token = newToken();
            const now = this.clock.now();
            const invitation = {
                id: newId(),
                workspaceId: ctx.workspaceId,
                email: email.toLowerCase(),
                role,
                tokenHash: hashToken(token),
                invitedBy: actorUserId(ctx),
                createdAt: now.toISOString(),
                expiresAt: new Date(now.getTime() + VALID_MS).toISOString(),
                acceptedAt: null
            };
            await this.workspaces.replaceInvitation(ctx, invitation);
            return {
                ...present(invitation),
                url: `${this.config.publicUrl}/invite/${token}`
            };
        });
    }
    async revoke(ctx, id) {
        if (!await this.workspaces.deleteInvitation(ctx, id)) throw notFound('invitation');
    }
    /** The open invitation behind a link. */ async requireOpen(ctx, token) {
        const invitation = await this.workspaces.findInvitationByHash(ctx, hashToken(token));
        const workspace = invitation && await this.workspaces.findById(ctx, invitation.workspaceId);
        if (!workspace || invitation.acceptedAt || invitation.expiresAt <= nowIso(this.clock)) throw invitationOver();
        return {
            ...invitation,
            workspaceName: workspace.name
        };
    }
    /** Makes the person a member. Inside the caller's unit of work; of two callers at once, one succeeds. */ async accept(ctx, invitation, userId) {
        const now = nowIso(this.clock);
        if (!await this.workspaces.takeInvitation(ctx, invitation.id, now)) throw invitationOver();
        await this.workspaces.insertMember(ctx, {
            workspaceId: invitation.workspaceId,
            userId,
            role: invitation.role,
            joinedAt: now
        });
    }
}
InvitationService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceRepository === "undefined" ? Object : WorkspaceRepository,
        typeof UserService === "undefined" ? Object : UserService,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof AppConfig === "undefined" ? Object : AppConfig,
        typeof Clock === "undefined" ? Object : Clock
    ])
], InvitationService);
function present(invitation) {
    const { id, email, role, createdAt, expiresAt } = invitation;
    return {
        id,
        email,
        role,
        createdAt,
        expiresAt
    };
}
