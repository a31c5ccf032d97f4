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
import { BoolField, DateTimeField, IdField, IdListField, IntField, TextField } from '../../platform/http/fields.js';
export class ListDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], ListDto.prototype, "id", void 0);
_ts_decorate([
    TextField({
        max: 100
    }),
    _ts_metadata("design:type", String)
], ListDto.prototype, "name", void 0);
_ts_decorate([
    BoolField({
        description: 'A stage: a contact stands on at most one of these'
    }),
    _ts_metadata("design:type", Boolean)
], ListDto.prototype, "isPrimary", void 0);
_ts_decorate([
    IntField({
        description: 'Contacts on it, without those in the trash'
    }),
    _ts_metadata("design:type", Number)
], ListDto.prototype, "count", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], ListDto.prototype, "createdAt", void 0);
export class CreateListDto {
}
_ts_decorate([
    TextField({
        min: 1,
        max: 100,
        example: 'Newsletter'
    }),
    _ts_metadata("design:type", String)
], CreateListDto.prototype, "name", void 0);
_ts_decorate([
    BoolField({
        optional: true
    }),
    _ts_metadata("design:type", Boolean)
], CreateListDto.prototype, "isPrimary", void 0);
export class UpdateListDto {
}
_ts_decorate([
    TextField({
        optional: true,
        min: 1,
        max: 100
    }),
    _ts_metadata("design:type", String)
], UpdateListDto.prototype, "name", void 0);
_ts_decorate([
    BoolField({
        optional: true
    }),
    _ts_metadata("design:type", Boolean)
], UpdateListDto.prototype, "isPrimary", void 0);
export class ListContactIdsDto {
}
_ts_decorate([
    IdListField({
        max: 1000
    }),
    _ts_metadata("design:type", Array)
], ListContactIdsDto.prototype, "contactIds", void 0);
export class ListAffectedDto {
}
_ts_decorate([
    IntField({
        description: 'How many contacts were really changed'
    }),
    _ts_metadata("design:type", Number)
], ListAffectedDto.prototype, "affected", void 0);
