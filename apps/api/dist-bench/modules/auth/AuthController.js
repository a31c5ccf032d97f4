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
import { Body, Get, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, Public, Returns, ReturnsNothing, SignedIn } from '../../platform/http/routes.js';
import { AcceptInvitationDto, ChangePasswordDto, InvitationPreviewDto, LoginDto, RegisterDto, SessionDto, SetupDto, UpdateMeDto } from './AuthDtos.js';
import { AuthService } from './AuthService.js';
export class AuthController {
    constructor(auth){
        this.auth = auth;
    }
    getSetup(ctx) {
        return this.auth.setup(ctx);
    }
    register(ctx, input, request, reply) {
        return this.auth.register(ctx, input, {
            request,
            reply
        });
    }
    login(ctx, input, request, reply) {
        return this.auth.login(ctx, input, {
            request,
            reply
        });
    }
    logout(ctx, request, reply) {
        return this.auth.logout(ctx, {
            request,
            reply
        });
    }
    getSession(ctx) {
        return this.auth.currentSession(ctx);
    }
    updateMe(ctx, input) {
        return this.auth.updateMe(ctx, input.name);
    }
    changePassword(ctx, input) {
        return this.auth.changePassword(ctx, input);
    }
    getInvitation(ctx, token) {
        return this.auth.previewInvitation(ctx, token);
    }
    acceptInvitation(ctx, token, input, request, reply) {
        return this.auth.acceptInvitation(ctx, token, input, {
            request,
            reply
        });
    }
}
_ts_decorate([
    Get('setup'),
    Public(),
    Returns(SetupDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "getSetup", null);
_ts_decorate([
    Post('auth/register'),
    Public(),
    Returns(SessionDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_param(2, Req()),
    _ts_param(3, Res({
        passthrough: true
    })),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        typeof RegisterDto === "undefined" ? Object : RegisterDto,
        typeof FastifyRequest === "undefined" ? Object : FastifyRequest,
        typeof FastifyReply === "undefined" ? Object : FastifyReply
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "register", null);
_ts_decorate([
    Post('auth/login'),
    Public(),
    Returns(SessionDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_param(2, Req()),
    _ts_param(3, Res({
        passthrough: true
    })),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        typeof LoginDto === "undefined" ? Object : LoginDto,
        typeof FastifyRequest === "undefined" ? Object : FastifyRequest,
        typeof FastifyReply === "undefined" ? Object : FastifyReply
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "login", null);
_ts_decorate([
    Post('auth/logout'),
    SignedIn(),
    ReturnsNothing(),
    _ts_param(0, Ctx()),
    _ts_param(1, Req()),
    _ts_param(2, Res({
        passthrough: true
    })),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        typeof FastifyRequest === "undefined" ? Object : FastifyRequest,
        typeof FastifyReply === "undefined" ? Object : FastifyReply
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "logout", null);
_ts_decorate([
    Get('auth/session'),
    SignedIn(),
    Returns(SessionDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "getSession", null);
_ts_decorate([
    Patch('me'),
    SignedIn(),
    Returns(SessionDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        typeof UpdateMeDto === "undefined" ? Object : UpdateMeDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "updateMe", null);
_ts_decorate([
    Post('me/password'),
    SignedIn(),
    ReturnsNothing(),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        typeof ChangePasswordDto === "undefined" ? Object : ChangePasswordDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "changePassword", null);
_ts_decorate([
    Get('invitations/:token'),
    Public(),
    Returns(InvitationPreviewDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('token')),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "getInvitation", null);
_ts_decorate([
    Post('invitations/:token/accept'),
    Public(),
    Returns(SessionDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('token')),
    _ts_param(2, Body()),
    _ts_param(3, Req()),
    _ts_param(4, Res({
        passthrough: true
    })),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        String,
        typeof AcceptInvitationDto === "undefined" ? Object : AcceptInvitationDto,
        typeof FastifyRequest === "undefined" ? Object : FastifyRequest,
        typeof FastifyReply === "undefined" ? Object : FastifyReply
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], AuthController.prototype, "acceptInvitation", null);
AuthController = _ts_decorate([
    ApiController(''),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof AuthService === "undefined" ? Object : AuthService
    ])
], AuthController);
