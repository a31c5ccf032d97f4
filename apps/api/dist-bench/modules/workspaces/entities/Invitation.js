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
import { Column, Entity, PrimaryColumn } from 'typeorm';
export class Invitation {
}
_ts_decorate([
    PrimaryColumn('text'),
    _ts_metadata("design:type", String)
], Invitation.prototype, "id", void 0);
_ts_decorate([
    Column('text', {
        name: 'workspace_id'
    }),
    _ts_metadata("design:type", String)
], Invitation.prototype, "workspaceId", void 0);
_ts_decorate([
    Column('text'),
    _ts_metadata("design:type", String)
], Invitation.prototype, "email", void 0);
_ts_decorate([
    Column('text'),
    _ts_metadata("design:type", typeof Role === "undefined" ? Object : Role)
], Invitation.prototype, "role", void 0);
_ts_decorate([
    Column('text', {
        name: 'token_hash'
    }),
    _ts_metadata("design:type", String)
], Invitation.prototype, "tokenHash", void 0);
_ts_decorate([
    Column('text', {
        name: 'invited_by',
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], Invitation.prototype, "invitedBy", void 0);
_ts_decorate([
    Column('text', {
        name: 'created_at'
    }),
    _ts_metadata("design:type", String)
], Invitation.prototype, "createdAt", void 0);
_ts_decorate([
    Column('text', {
        name: 'expires_at'
    }),
    _ts_metadata("design:type", String)
], Invitation.prototype, "expiresAt", void 0);
_ts_decorate([
    Column('text', {
        name: 'accepted_at',
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], Invitation.prototype, "acceptedAt", void 0);
Invitation = _ts_decorate([
    Entity('invitations')
], Invitation);
