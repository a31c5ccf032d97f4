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
import { ROLES } from '../../platform/context/Context.js';
import { BoolField, DateTimeField, EmailField, EnumField, IdField, TextField } from '../../platform/http/fields.js';
const GIVABLE_ROLES = ROLES.filter((role)=>role !== 'owner');
export class CreateWorkspaceDto {
}
_ts_decorate([
    TextField({
        min: 1,
        max: 80,
        example: 'Northwind Studio'
    }),
    _ts_metadata("design:type", String)
], CreateWorkspaceDto.prototype, "name", void 0);
export class UpdateWorkspaceDto {
}
_ts_decorate([
    TextField({
        optional: true,
        min: 1,
        max: 80
    }),
    _ts_metadata("design:type", String)
], UpdateWorkspaceDto.prototype, "name", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 300,
        description: 'Shown at the foot of every campaign; law asks for it in many countries'
    }),
    _ts_metadata("design:type", Object)
], UpdateWorkspaceDto.prototype, "postalAddress", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 60,
        description: 'IANA name',
        example: 'Europe/Berlin'
    }),
    _ts_metadata("design:type", String)
], UpdateWorkspaceDto.prototype, "timeZone", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 100
    }),
    _ts_metadata("design:type", Object)
], UpdateWorkspaceDto.prototype, "defaultFromName", void 0);
_ts_decorate([
    EmailField({
        optional: true,
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], UpdateWorkspaceDto.prototype, "defaultFromEmail", void 0);
_ts_decorate([
    EmailField({
        optional: true,
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], UpdateWorkspaceDto.prototype, "defaultReplyTo", void 0);
export class WorkspaceDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], WorkspaceDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], WorkspaceDto.prototype, "name", void 0);
_ts_decorate([
    EnumField(ROLES, {
        description: 'Your own role'
    }),
    _ts_metadata("design:type", typeof Role === "undefined" ? Object : Role)
], WorkspaceDto.prototype, "role", void 0);
_ts_decorate([
    BoolField({
        description: 'Filled with invented people; can be removed in one step'
    }),
    _ts_metadata("design:type", Boolean)
], WorkspaceDto.prototype, "isSample", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], WorkspaceDto.prototype, "postalAddress", void 0);
_ts_decorate([
    TextField({
        description: 'IANA name'
    }),
    _ts_metadata("design:type", String)
], WorkspaceDto.prototype, "timeZone", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], WorkspaceDto.prototype, "defaultFromName", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], WorkspaceDto.prototype, "defaultFromEmail", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], WorkspaceDto.prototype, "defaultReplyTo", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], WorkspaceDto.prototype, "createdAt", void 0);
export class MembershipDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], MembershipDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], MembershipDto.prototype, "name", void 0);
_ts_decorate([
    EnumField(ROLES),
    _ts_metadata("design:type", typeof Role === "undefined" ? Object : Role)
], MembershipDto.prototype, "role", void 0);
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], MembershipDto.prototype, "isSample", void 0);
export class MemberDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], MemberDto.prototype, "userId", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], MemberDto.prototype, "name", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], MemberDto.prototype, "email", void 0);
_ts_decorate([
    EnumField(ROLES),
    _ts_metadata("design:type", typeof Role === "undefined" ? Object : Role)
], MemberDto.prototype, "role", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], MemberDto.prototype, "joinedAt", void 0);
export class UpdateMemberDto {
}
_ts_decorate([
    EnumField(GIVABLE_ROLES),
    _ts_metadata("design:type", typeof Exclude === "undefined" ? Object : Exclude)
], UpdateMemberDto.prototype, "role", void 0);
export class CreateInvitationDto {
}
_ts_decorate([
    EmailField(),
    _ts_metadata("design:type", String)
], CreateInvitationDto.prototype, "email", void 0);
_ts_decorate([
    EnumField(GIVABLE_ROLES),
    _ts_metadata("design:type", typeof Exclude === "undefined" ? Object : Exclude)
], CreateInvitationDto.prototype, "role", void 0);
export class InvitationDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], InvitationDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], InvitationDto.prototype, "email", void 0);
_ts_decorate([
    EnumField(ROLES),
    _ts_metadata("design:type", typeof Role === "undefined" ? Object : Role)
], InvitationDto.prototype, "role", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], InvitationDto.prototype, "createdAt", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], InvitationDto.prototype, "expiresAt", void 0);
export class NewInvitationDto extends InvitationDto {
}
_ts_decorate([
    TextField({
        max: 2000,
        description: 'The link to hand over. It is shown this once.'
    }),
    _ts_metadata("design:type", String)
], NewInvitationDto.prototype, "url", void 0);
