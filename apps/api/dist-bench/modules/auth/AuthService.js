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
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../platform/security/passwords.js';
import { Sessions } from '../../platform/security/Sessions.js';
import { version } from '../../platform/version.js';
import { UserService } from '../users/UserService.js';
import { InvitationService } from '../workspaces/InvitationService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { loginRefused, registrationClosed, shortPassword } from './authErrors.js';
const MIN_PASSWORD = 10;
export class AuthService {
    constructor(users, workspaces, invitations, sessions, unitOfWork, config){
        this.users = users;
        this.workspaces = workspaces;
        this.invitations = invitations;
        this.sessions = sessions;
        this.unitOfWork = unitOfWork;
        this.config = config;
    }
    async setup(ctx) {
        const needsFirstAccount = await this.users.hasNoAccounts(ctx);
        return {
            needsFirstAccount,
            registrationOpen: needsFirstAccount || this.config.isRegistrationOpen,
            version,
            database: this.config.database.kind
        };
    }
    async register(ctx, input, exchange) {
        const passwordHash = await hashPassword(input.password);
        const userId = await this.unitOfWork.run(ctx, async (ctx)=>{
            if (!this.config.isRegistrationOpen && !await this.users.hasNoAccounts(ctx)) throw registrationClosed();
            const user = await this.users.create(ctx, {
                email: input.email,
                name: input.name,
                passwordHash
            });
            await this.workspaces.create(ctx, user.id, {
                name: input.workspaceName ?? `${input.name}'s workspace`,
                ...input.timeZone ? {
                    timeZone: this.workspaces.validTimeZone(input.timeZone)
                } : {}
            });
            await this.sessions.start(ctx, user.id, exchange.request, exchange.reply);
            return user.id;
        });
        return this.describe(ctx, userId);
    }
    async login(ctx, input, exchange) {
        const user = await this.users.authenticate(ctx, input.email, input.password);
        if (!user) throw loginRefused();
        await this.sessions.start(ctx, user.id, exchange.request, exchange.reply);
        return this.describe(ctx, user.id);
    }
    async logout(ctx, exchange) {
        if (ctx.actor.type === 'user') await this.sessions.end(ctx, ctx.actor.sessionId, exchange.reply);
    }
    currentSession(ctx) {
        return this.describe(ctx, actorUserId(ctx) ?? '');
    }
    async updateMe(ctx, name) {
        await this.users.rename(ctx, actorUserId(ctx) ?? '', name);
        return this.currentSession(ctx);
    }
    async changePassword(ctx, input) {
        if (ctx.actor.type !== 'user') return;
        await this.users.changePassword(ctx, ctx.actor.userId, input.currentPassword, input.newPassword);
        await this.sessions.endOthers(ctx, ctx.actor.userId, ctx.actor.sessionId);
    }
    async previewInvitation(ctx, token) {
        const { workspaceName, email, role, expiresAt } = await this.invitations.requireOpen(ctx, token);
        return {
            workspaceName,
            email,
            role,
            expiresAt,
            accountExists: await this.users.findByEmail(ctx, email) !== null
        };
    }
    async acceptInvitation(ctx, token, input, exchange) {
        const invitation = await this.invitations.requireOpen(ctx, token);
        const existing = await this.users.findByEmail(ctx, invitation.email);
        const newPasswordHash = existing ? null : await this.hashNewPassword(input.password);
        if (existing && !await this.users.authenticate(ctx, invitation.email, input.password)) throw loginRefused();
        const userId = await this.unitOfWork.run(ctx, async (ctx)=>{
            const user = existing ?? await this.users.create(ctx, {
                email: invitation.email,
                name: input.name ?? invitation.email,
                passwordHash: newPasswordHash ?? ''
            });
            await this.invitations.accept(ctx, invitation, user.id);
            await this.sessions.start(ctx, user.id, exchange.request, exchange.reply);
            return user.id;
        });
        return this.describe(ctx, userId);
    }
    async hashNewPassword(password) {
        if (password.length < MIN_PASSWORD) throw shortPassword();
        return hashPassword(password);
    }
    async describe(ctx, userId) {
        const [user, workspaces] = [
            await this.users.requireUser(ctx, userId),
            await this.workspaces.listMembershipsOf(ctx, userId)
        ];
        return {
            user: {
                id: user.id,
                name: user.name ?? user.email,
                email: user.email
            },
            workspaces
        };
    }
}
AuthService = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof UserService === "undefined" ? Object : UserService,
        typeof WorkspaceService === "undefined" ? Object : WorkspaceService,
        typeof InvitationService === "undefined" ? Object : InvitationService,
        typeof Sessions === "undefined" ? Object : Sessions,
        typeof UnitOfWork === "undefined" ? Object : UnitOfWork,
        typeof AppConfig === "undefined" ? Object : AppConfig
    ])
], AuthService);
