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
import { BoolField, DateTimeField, EmailField, EnumField, IdField, NestedField, NestedListField, TextField } from '../../platform/http/fields.js';
import { MembershipDto } from '../workspaces/WorkspaceService.js';
const PASSWORD = {
    min: 10,
    max: 200,
    keepWhitespace: true
};
export class SetupDto {
}
_ts_decorate([
    BoolField({
        description: 'Nobody has an account yet: the next one to register owns this installation'
    }),
    _ts_metadata("design:type", Boolean)
], SetupDto.prototype, "needsFirstAccount", void 0);
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], SetupDto.prototype, "registrationOpen", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SetupDto.prototype, "version", void 0);
_ts_decorate([
    EnumField([
        'sqlite',
        'postgres'
    ]),
    _ts_metadata("design:type", String)
], SetupDto.prototype, "database", void 0);
export class RegisterDto {
}
_ts_decorate([
    TextField({
        min: 1,
        max: 100,
        example: 'Ann Berger'
    }),
    _ts_metadata("design:type", String)
], RegisterDto.prototype, "name", void 0);
_ts_decorate([
    EmailField(),
    _ts_metadata("design:type", String)
], RegisterDto.prototype, "email", void 0);
_ts_decorate([
    TextField({
        ...PASSWORD,
        description: 'At least 10 characters'
    }),
    _ts_metadata("design:type", String)
], RegisterDto.prototype, "password", void 0);
_ts_decorate([
    TextField({
        optional: true,
        min: 1,
        max: 80,
        description: 'Name of the first workspace'
    }),
    _ts_metadata("design:type", String)
], RegisterDto.prototype, "workspaceName", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 60,
        description: 'IANA name; the time zone of the first workspace'
    }),
    _ts_metadata("design:type", String)
], RegisterDto.prototype, "timeZone", void 0);
export class LoginDto {
}
_ts_decorate([
    EmailField(),
    _ts_metadata("design:type", String)
], LoginDto.prototype, "email", void 0);
_ts_decorate([
    TextField({
        min: 1,
        max: 200,
        keepWhitespace: true
    }),
    _ts_metadata("design:type", String)
], LoginDto.prototype, "password", void 0);
export class UserDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], UserDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], UserDto.prototype, "name", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], UserDto.prototype, "email", void 0);
export class SessionDto {
}
_ts_decorate([
    NestedField(()=>UserDto),
    _ts_metadata("design:type", typeof UserDto === "undefined" ? Object : UserDto)
], SessionDto.prototype, "user", void 0);
_ts_decorate([
    NestedListField(()=>MembershipDto),
    _ts_metadata("design:type", Array)
], SessionDto.prototype, "workspaces", void 0);
export class UpdateMeDto {
}
_ts_decorate([
    TextField({
        min: 1,
        max: 100
    }),
    _ts_metadata("design:type", String)
], UpdateMeDto.prototype, "name", void 0);
export class ChangePasswordDto {
}
_ts_decorate([
    TextField({
        min: 1,
        max: 200,
        keepWhitespace: true
    }),
    _ts_metadata("design:type", String)
], ChangePasswordDto.prototype, "currentPassword", void 0);
_ts_decorate([
    TextField({
        ...PASSWORD,
        description: 'At least 10 characters'
    }),
    _ts_metadata("design:type", String)
], ChangePasswordDto.prototype, "newPassword", void 0);
export class InvitationPreviewDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], InvitationPreviewDto.prototype, "workspaceName", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], InvitationPreviewDto.prototype, "email", void 0);
_ts_decorate([
    EnumField(ROLES),
    _ts_metadata("design:type", typeof Role === "undefined" ? Object : Role)
], InvitationPreviewDto.prototype, "role", void 0);
_ts_decorate([
    BoolField({
        description: 'Whether the address already has an account: then its password is asked for, else a new one is chosen'
    }),
    _ts_metadata("design:type", Boolean)
], InvitationPreviewDto.prototype, "accountExists", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], InvitationPreviewDto.prototype, "expiresAt", void 0);
export class AcceptInvitationDto {
}
_ts_decorate([
    TextField({
        optional: true,
        min: 1,
        max: 100,
        description: 'For a new account'
    }),
    _ts_metadata("design:type", String)
], AcceptInvitationDto.prototype, "name", void 0);
_ts_decorate([
    TextField({
        max: 200,
        keepWhitespace: true,
        description: 'Of the existing account, or for the new one (at least 10 characters)'
    }),
    _ts_metadata("design:type", String)
], AcceptInvitationDto.prototype, "password", void 0);
