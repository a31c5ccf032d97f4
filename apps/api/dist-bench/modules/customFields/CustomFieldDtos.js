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
import { BoolField, EnumField, IdField, TextField, TextListField } from '../../platform/http/fields.js';
import { CUSTOM_FIELD_TYPES } from './customFieldTypes.js';
export class CustomFieldDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], CustomFieldDto.prototype, "id", void 0);
_ts_decorate([
    TextField({
        max: 60,
        description: 'The name in merge tags, imports and the API'
    }),
    _ts_metadata("design:type", String)
], CustomFieldDto.prototype, "fieldName", void 0);
_ts_decorate([
    TextField({
        max: 100
    }),
    _ts_metadata("design:type", String)
], CustomFieldDto.prototype, "label", void 0);
_ts_decorate([
    EnumField(CUSTOM_FIELD_TYPES, {
        name: 'CustomFieldType'
    }),
    _ts_metadata("design:type", typeof CustomFieldType === "undefined" ? Object : CustomFieldType)
], CustomFieldDto.prototype, "fieldType", void 0);
_ts_decorate([
    TextListField({
        description: 'The choices of a select field'
    }),
    _ts_metadata("design:type", Array)
], CustomFieldDto.prototype, "options", void 0);
_ts_decorate([
    BoolField({
        description: 'A contact made by hand must have a value'
    }),
    _ts_metadata("design:type", Boolean)
], CustomFieldDto.prototype, "isRequired", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        max: 10_000,
        description: 'Given to new contacts'
    }),
    _ts_metadata("design:type", Object)
], CustomFieldDto.prototype, "defaultValue", void 0);
export class CreateCustomFieldDto {
}
_ts_decorate([
    TextField({
        min: 1,
        max: 100,
        example: 'Plan'
    }),
    _ts_metadata("design:type", String)
], CreateCustomFieldDto.prototype, "label", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 60,
        description: 'Made from the label when left out',
        example: 'plan'
    }),
    _ts_metadata("design:type", String)
], CreateCustomFieldDto.prototype, "fieldName", void 0);
_ts_decorate([
    EnumField(CUSTOM_FIELD_TYPES, {
        name: 'CustomFieldType'
    }),
    _ts_metadata("design:type", typeof CustomFieldType === "undefined" ? Object : CustomFieldType)
], CreateCustomFieldDto.prototype, "fieldType", void 0);
_ts_decorate([
    TextListField({
        optional: true,
        maxItems: 200,
        max: 200
    }),
    _ts_metadata("design:type", Array)
], CreateCustomFieldDto.prototype, "options", void 0);
_ts_decorate([
    BoolField({
        optional: true
    }),
    _ts_metadata("design:type", Boolean)
], CreateCustomFieldDto.prototype, "isRequired", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 10_000
    }),
    _ts_metadata("design:type", Object)
], CreateCustomFieldDto.prototype, "defaultValue", void 0);
export class UpdateCustomFieldDto {
}
_ts_decorate([
    TextField({
        optional: true,
        min: 1,
        max: 100
    }),
    _ts_metadata("design:type", String)
], UpdateCustomFieldDto.prototype, "label", void 0);
_ts_decorate([
    TextListField({
        optional: true,
        maxItems: 200,
        max: 200,
        description: 'Values that contacts already have stay, also when their option is gone'
    }),
    _ts_metadata("design:type", Array)
], UpdateCustomFieldDto.prototype, "options", void 0);
_ts_decorate([
    BoolField({
        optional: true
    }),
    _ts_metadata("design:type", Boolean)
], UpdateCustomFieldDto.prototype, "isRequired", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 10_000
    }),
    _ts_metadata("design:type", Object)
], UpdateCustomFieldDto.prototype, "defaultValue", void 0);
