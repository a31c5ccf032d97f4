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
import { senderTypes } from '@rapport/providers';
import { BoolField, DateTimeField, EmailField, EnumField, NestedField, NestedListField, RecordField, TextField } from '../../platform/http/fields.js';
export const SENDER_STATES = [
    'ready',
    'untested',
    'paused'
];
export class SenderFieldOptionDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderFieldOptionDto.prototype, "value", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderFieldOptionDto.prototype, "label", void 0);
export class SenderFieldDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderFieldDto.prototype, "key", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderFieldDto.prototype, "label", void 0);
_ts_decorate([
    EnumField([
        'text',
        'password',
        'number',
        'boolean',
        'select'
    ]),
    _ts_metadata("design:type", String)
], SenderFieldDto.prototype, "kind", void 0);
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], SenderFieldDto.prototype, "required", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderFieldDto.prototype, "help", void 0);
_ts_decorate([
    NestedListField(()=>SenderFieldOptionDto, {
        optional: true
    }),
    _ts_metadata("design:type", Array)
], SenderFieldDto.prototype, "options", void 0);
_ts_decorate([
    TextField({
        optional: true,
        description: 'The default as text; see `kind` for how to read it'
    }),
    _ts_metadata("design:type", String)
], SenderFieldDto.prototype, "default", void 0);
_ts_decorate([
    BoolField({
        description: 'Write-only: stored encrypted, never answered'
    }),
    _ts_metadata("design:type", Boolean)
], SenderFieldDto.prototype, "secret", void 0);
/** What kinds of sender there are, and the fields from which the settings form of each is drawn. */ export class SenderTypeDto {
}
_ts_decorate([
    EnumField(senderTypes, {
        name: 'SenderType'
    }),
    _ts_metadata("design:type", String)
], SenderTypeDto.prototype, "type", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderTypeDto.prototype, "label", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderTypeDto.prototype, "description", void 0);
_ts_decorate([
    NestedListField(()=>SenderFieldDto),
    _ts_metadata("design:type", Array)
], SenderTypeDto.prototype, "fields", void 0);
export class CheckStepDto {
}
_ts_decorate([
    EnumField([
        'resolve',
        'connect',
        'greeting',
        'tls',
        'login',
        'from',
        'to',
        'data'
    ], {
        name: 'CheckStepName'
    }),
    _ts_metadata("design:type", String)
], CheckStepDto.prototype, "name", void 0);
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], CheckStepDto.prototype, "ok", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], CheckStepDto.prototype, "detail", void 0);
export class SenderCheckDto {
}
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], SenderCheckDto.prototype, "ok", void 0);
_ts_decorate([
    NestedListField(()=>CheckStepDto),
    _ts_metadata("design:type", Array)
], SenderCheckDto.prototype, "steps", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        description: 'The server’s own words'
    }),
    _ts_metadata("design:type", Object)
], SenderCheckDto.prototype, "serverResponse", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        description: 'What to do about it, when it is known'
    }),
    _ts_metadata("design:type", Object)
], SenderCheckDto.prototype, "hint", void 0);
export class SenderTestDto extends SenderCheckDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderTestDto.prototype, "messageId", void 0);
export class SenderDto {
}
_ts_decorate([
    EnumField(senderTypes, {
        name: 'SenderType'
    }),
    _ts_metadata("design:type", String)
], SenderDto.prototype, "type", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SenderDto.prototype, "label", void 0);
_ts_decorate([
    RecordField({
        description: 'Values by field key; a secret is {"isSet": true or false}'
    }),
    _ts_metadata("design:type", typeof Record === "undefined" ? Object : Record)
], SenderDto.prototype, "config", void 0);
_ts_decorate([
    EnumField(SENDER_STATES, {
        name: 'SenderState'
    }),
    _ts_metadata("design:type", typeof SenderState === "undefined" ? Object : SenderState)
], SenderDto.prototype, "state", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        description: 'Why it is paused'
    }),
    _ts_metadata("design:type", Object)
], SenderDto.prototype, "stateReason", void 0);
_ts_decorate([
    DateTimeField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], SenderDto.prototype, "lastTestedAt", void 0);
_ts_decorate([
    NestedField(()=>SenderCheckDto, {
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], SenderDto.prototype, "lastTest", void 0);
export class UpdateSenderDto {
}
_ts_decorate([
    EnumField(senderTypes, {
        name: 'SenderType'
    }),
    _ts_metadata("design:type", String)
], UpdateSenderDto.prototype, "type", void 0);
_ts_decorate([
    RecordField({
        description: 'A secret that is left out keeps its stored value'
    }),
    _ts_metadata("design:type", typeof Record === "undefined" ? Object : Record)
], UpdateSenderDto.prototype, "config", void 0);
export class VerifySenderDto {
}
_ts_decorate([
    EnumField(senderTypes, {
        optional: true,
        name: 'SenderType'
    }),
    _ts_metadata("design:type", String)
], VerifySenderDto.prototype, "type", void 0);
_ts_decorate([
    RecordField({
        optional: true,
        description: 'Settings to try without saving; left out, the saved ones are checked'
    }),
    _ts_metadata("design:type", typeof Record === "undefined" ? Object : Record)
], VerifySenderDto.prototype, "config", void 0);
export class TestSenderDto extends VerifySenderDto {
}
_ts_decorate([
    EmailField(),
    _ts_metadata("design:type", String)
], TestSenderDto.prototype, "to", void 0);
