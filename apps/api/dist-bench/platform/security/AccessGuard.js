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
import { Reflector } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import { AppConfig } from '../config/AppConfig.js';
import { attachContext } from '../context/Ctx.js';
import { isId } from '../database/ids.js';
import { AppError, notFound } from '../http/AppError.js';
import { ACCESS, CSRF_EXEMPT } from '../http/routes.js';
import { assertNotForged } from './requestForgery.js';
import { Sessions } from './Sessions.js';
export class AccessGuard {
    constructor(reflector, sessions, dataSource, config){
        this.reflector = reflector;
        this.sessions = sessions;
        this.dataSource = dataSource;
        this.config = config;
    }
    async canActivate(execution) {
        const request = execution.switchToHttp().getRequest();
        const access = this.reflector.get(ACCESS, execution.getHandler());
        if (!access) throw new Error(`${execution.getClass().name}.${execution.getHandler().name} does not declare who may call it.`);
        if (!this.reflector.get(CSRF_EXEMPT, execution.getHandler())) assertNotForged(request, this.config.publicUrl);
        const anonymous = {
            requestId: request.id,
            actor: {
                type: 'public'
            },
            ip: request.ip,
            manager: this.dataSource.manager
        };
        attachContext(request, access.kind === 'public' ? anonymous : await this.identify(anonymous, request, access));
        return true;
    }
    async identify(anonymous, request, access) {
        const params = request.params;
        const workspaceId = params['workspaceId'] ?? null;
        const session = await this.sessions.find(anonymous, request, workspaceId);
        if (!session) throw new AppError('auth.required', 401, 'Please sign in.');
        const ctx = {
            ...anonymous,
            actor: {
                type: 'user',
                userId: session.userId,
                sessionId: session.sessionId
            }
        };
        if (access.kind === 'signedIn') return ctx;
        if (!workspaceId || !isId(workspaceId) || !session.role) throw notFound('workspace');
        if (!access.roles.includes(session.role)) {
            throw new AppError('auth.roleTooLow', 403, `Your role (${session.role}) does not allow this. Ask one of: ${access.roles.join(', ')}.`);
        }
        return Object.assign(ctx, {
            workspaceId,
            role: session.role
        });
    }
}
AccessGuard = _ts_decorate([
    Injectable(),
    _ts_param(2, InjectDataSource()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Reflector === "undefined" ? Object : Reflector,
        typeof Sessions === "undefined" ? Object : Sessions,
        typeof DataSource === "undefined" ? Object : DataSource,
        typeof AppConfig === "undefined" ? Object : AppConfig
    ])
], AccessGuard);
