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
import { DateTimeField, EnumField, IdField, RecordField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
import { TIMELINE_TYPES } from './timelineTypes.js';
export class TimelineEntryDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TimelineEntryDto.prototype, "id", void 0);
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], TimelineEntryDto.prototype, "contactId", void 0);
_ts_decorate([
    EnumField(TIMELINE_TYPES, {
        name: 'TimelineType'
    }),
    _ts_metadata("design:type", typeof TimelineType === "undefined" ? Object : TimelineType)
], TimelineEntryDto.prototype, "type", void 0);
_ts_decorate([
    RecordField({
        description: 'One shape per type: email {subject, …}, stage_change {old_list, new_list}, note {text}, system {message}'
    }),
    _ts_metadata("design:type", typeof Record === "undefined" ? Object : Record)
], TimelineEntryDto.prototype, "content", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], TimelineEntryDto.prototype, "status", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], TimelineEntryDto.prototype, "timestamp", void 0);
_ts_decorate([
    TextField({
        description: 'One line for people'
    }),
    _ts_metadata("design:type", String)
], TimelineEntryDto.prototype, "title", void 0);
_ts_decorate([
    IdField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], TimelineEntryDto.prototype, "campaignId", void 0);
_ts_decorate([
    IdField({
        nullable: true,
        description: 'The message as it was sent'
    }),
    _ts_metadata("design:type", Object)
], TimelineEntryDto.prototype, "messageId", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], TimelineEntryDto.prototype, "actorName", void 0);
export class ListTimelineQuery extends PageQuery {
}
_ts_decorate([
    EnumField(TIMELINE_TYPES, {
        optional: true,
        name: 'TimelineType'
    }),
    _ts_metadata("design:type", typeof TimelineType === "undefined" ? Object : TimelineType)
], ListTimelineQuery.prototype, "type", void 0);
export class AddNoteDto {
}
_ts_decorate([
    TextField({
        min: 1,
        max: 10_000
    }),
    _ts_metadata("design:type", String)
], AddNoteDto.prototype, "text", void 0);
