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
import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, ApiController, Returns, ReturnsList, ReturnsNothing, SignedIn, WorkspaceController as InWorkspace } from '../../platform/http/routes.js';
import { InvitationService } from './InvitationService.js';
import { CreateInvitationDto, CreateWorkspaceDto, InvitationDto, MemberDto, MembershipDto, NewInvitationDto, UpdateMemberDto, UpdateWorkspaceDto, WorkspaceDto } from './WorkspaceDtos.js';
import { WorkspaceService } from './WorkspaceService.js';
export class WorkspacesController {
    constructor(workspaces){
        this.workspaces = workspaces;
    }
    listWorkspaces(ctx) {
        return this.workspaces.listMemberships(ctx);
    }
    createWorkspace(ctx, input) {
        return this.workspaces.createForActor(ctx, input.name);
    }
}
_ts_decorate([
    Get(),
    SignedIn(),
    ReturnsList(MembershipDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspacesController.prototype, "listWorkspaces", null);
_ts_decorate([
    Post(),
    SignedIn(),
    Returns(WorkspaceDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof Context === "undefined" ? Object : Context,
        typeof CreateWorkspaceDto === "undefined" ? Object : CreateWorkspaceDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspacesController.prototype, "createWorkspace", null);
WorkspacesController = _ts_decorate([
    ApiController('workspaces'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceService === "undefined" ? Object : WorkspaceService
    ])
], WorkspacesController);
export class WorkspaceController {
    constructor(workspaces, invitations){
        this.workspaces = workspaces;
        this.invitations = invitations;
    }
    getWorkspace(ctx) {
        return this.workspaces.get(ctx);
    }
    updateWorkspace(ctx, input) {
        return this.workspaces.update(ctx, input);
    }
    listMembers(ctx) {
        return this.workspaces.listMembers(ctx);
    }
    updateMember(ctx, userId, input) {
        return this.workspaces.updateMember(ctx, userId, input.role);
    }
    removeMember(ctx, userId) {
        return this.workspaces.removeMember(ctx, userId);
    }
    listInvitations(ctx) {
        return this.invitations.list(ctx);
    }
    createInvitation(ctx, input) {
        return this.invitations.invite(ctx, input.email, input.role);
    }
    revokeInvitation(ctx, id) {
        return this.invitations.revoke(ctx, id);
    }
}
_ts_decorate([
    Get(),
    Allow('viewer'),
    Returns(WorkspaceDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspaceController.prototype, "getWorkspace", null);
_ts_decorate([
    Patch(),
    Allow('admin'),
    Returns(WorkspaceDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof UpdateWorkspaceDto === "undefined" ? Object : UpdateWorkspaceDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspaceController.prototype, "updateWorkspace", null);
_ts_decorate([
    Get('members'),
    Allow('viewer'),
    ReturnsList(MemberDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspaceController.prototype, "listMembers", null);
_ts_decorate([
    Patch('members/:userId'),
    Allow('admin'),
    Returns(MemberDto),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('userId', ParseUUIDPipe)),
    _ts_param(2, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String,
        typeof UpdateMemberDto === "undefined" ? Object : UpdateMemberDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspaceController.prototype, "updateMember", null);
_ts_decorate([
    Delete('members/:userId'),
    Allow('admin'),
    ReturnsNothing(),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('userId', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspaceController.prototype, "removeMember", null);
_ts_decorate([
    Get('invitations'),
    Allow('admin'),
    ReturnsList(InvitationDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspaceController.prototype, "listInvitations", null);
_ts_decorate([
    Post('invitations'),
    Allow('admin'),
    Returns(NewInvitationDto, 201),
    _ts_param(0, Ctx()),
    _ts_param(1, Body()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        typeof CreateInvitationDto === "undefined" ? Object : CreateInvitationDto
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspaceController.prototype, "createInvitation", null);
_ts_decorate([
    Delete('invitations/:id'),
    Allow('admin'),
    ReturnsNothing(),
    _ts_param(0, Ctx()),
    _ts_param(1, Param('id', ParseUUIDPipe)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext,
        String
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], WorkspaceController.prototype, "revokeInvitation", null);
WorkspaceController = _ts_decorate([
    InWorkspace(''),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceService === "undefined" ? Object : WorkspaceService,
        typeof InvitationService === "undefined" ? Object : InvitationService
    ])
], WorkspaceController);
