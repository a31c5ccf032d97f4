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
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Ctx } from '../../platform/context/Ctx.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import { CsrfExempt, Public } from '../../platform/http/routes.js';
import { PAGE_HEADERS, unsubscribePage } from './unsubscribePage.js';
import { UnsubscribeService } from './UnsubscribeService.js';
export class UnsubscribeController {
    constructor(unsubscribing){
        this.unsubscribing = unsubscribing;
    }
    async showUnsubscribe(ctx, token, reply) {
        answer(reply, token, await this.unsubscribing.find(ctx, token), 'read');
    }
    async unsubscribe(ctx, token, request, reply) {
        answer(reply, token, await this.unsubscribing.unsubscribe(ctx, token, proofOf(ctx, request)), 'unsubscribed');
    }
    async undoUnsubscribe(ctx, token, request, reply) {
        answer(reply, token, await this.unsubscribing.resubscribe(ctx, token, proofOf(ctx, request)), 'undone');
    }
}
_ts_decorate([
    Get(':token'),
    Public(),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('token')),
    _ts_param(2, Res()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        String,
        typeof FastifyReply === "undefined" ? Object : FastifyReply
    ]),
    _ts_metadata("design:returntype", Promise)
], UnsubscribeController.prototype, "showUnsubscribe", null);
_ts_decorate([
    Post(':token'),
    Public(),
    CsrfExempt(),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('token')),
    _ts_param(2, Req()),
    _ts_param(3, Res()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        String,
        typeof FastifyRequest === "undefined" ? Object : FastifyRequest,
        typeof FastifyReply === "undefined" ? Object : FastifyReply
    ]),
    _ts_metadata("design:returntype", Promise)
], UnsubscribeController.prototype, "unsubscribe", null);
_ts_decorate([
    Post(':token/undo'),
    Public(),
    CsrfExempt(),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('token')),
    _ts_param(2, Req()),
    _ts_param(3, Res()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        String,
        typeof FastifyRequest === "undefined" ? Object : FastifyRequest,
        typeof FastifyReply === "undefined" ? Object : FastifyReply
    ]),
    _ts_metadata("design:returntype", Promise)
], UnsubscribeController.prototype, "undoUnsubscribe", null);
UnsubscribeController = _ts_decorate([
    ApiExcludeController(),
    Controller('u'),
    RawResponse(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof UnsubscribeService === "undefined" ? Object : UnsubscribeService
    ])
], UnsubscribeController);
function answer(reply, token, state, after) {
    void reply.status(state === null ? 404 : 200).headers(PAGE_HEADERS).send(unsubscribePage(token, state, after));
}
function proofOf(ctx, request) {
    const body = request.body;
    const isPage = typeof body === 'object' && body !== null && 'from' in body && body.from === 'page';
    return {
        via: isPage ? 'page' : 'oneClick',
        ip: ctx.ip,
        userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
        requestId: ctx.requestId
    };
}
