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
import { IntField, NestedField, NestedListField, RecordField, TextField } from './fields.js';
let FieldErrorDto = class FieldErrorDto {
};
_ts_decorate([
    TextField({
        description: 'Path of the field in the request, such as `audience.listIds`'
    }),
    _ts_metadata("design:type", String)
], FieldErrorDto.prototype, "field", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], FieldErrorDto.prototype, "code", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], FieldErrorDto.prototype, "message", void 0);
let ErrorDto = class ErrorDto {
};
_ts_decorate([
    TextField({
        description: 'Stable; programs decide by it',
        example: 'campaign.notDraft'
    }),
    _ts_metadata("design:type", String)
], ErrorDto.prototype, "code", void 0);
_ts_decorate([
    TextField({
        description: 'For a person: what happened and what to do'
    }),
    _ts_metadata("design:type", String)
], ErrorDto.prototype, "message", void 0);
_ts_decorate([
    TextField({
        description: 'Appears in the log line of the same request'
    }),
    _ts_metadata("design:type", String)
], ErrorDto.prototype, "requestId", void 0);
_ts_decorate([
    NestedListField(()=>FieldErrorDto, {
        optional: true
    }),
    _ts_metadata("design:type", Array)
], ErrorDto.prototype, "fields", void 0);
_ts_decorate([
    RecordField({
        optional: true
    }),
    _ts_metadata("design:type", typeof Record === "undefined" ? Object : Record)
], ErrorDto.prototype, "details", void 0);
/** Every answer that is not a success. */ export class ErrorEnvelope {
}
_ts_decorate([
    IntField({
        nullable: true,
        description: 'Always null'
    }),
    _ts_metadata("design:type", void 0)
], ErrorEnvelope.prototype, "data", void 0);
_ts_decorate([
    NestedField(()=>ErrorDto),
    _ts_metadata("design:type", typeof ErrorDto === "undefined" ? Object : ErrorDto)
], ErrorEnvelope.prototype, "error", void 0);
