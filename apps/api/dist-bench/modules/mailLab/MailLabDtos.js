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
import { BoolField, DateTimeField, EnumField, IdField, IntField, NestedListField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
export const LAB_ACTIONS = [
    'open',
    'click',
    'bounce',
    'complain',
    'unsubscribe',
    'reply'
];
export const LAB_EVENT_TYPES = [
    'opened',
    'clicked',
    'bounced',
    'complained',
    'unsubscribed',
    'replied'
];
export class LabMessageQuery extends PageQuery {
}
_ts_decorate([
    TextField({
        optional: true,
        max: 200,
        description: 'Part of the sender, the recipient or the subject'
    }),
    _ts_metadata("design:type", String)
], LabMessageQuery.prototype, "search", void 0);
export class PlayRecipientDto {
}
_ts_decorate([
    EnumField(LAB_ACTIONS, {
        description: 'What the recipient does'
    }),
    _ts_metadata("design:type", typeof LabAction === "undefined" ? Object : LabAction)
], PlayRecipientDto.prototype, "action", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 5000,
        description: 'With `click`: one of the links of the message'
    }),
    _ts_metadata("design:type", String)
], PlayRecipientDto.prototype, "url", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 5000,
        description: 'With `reply`: what they write'
    }),
    _ts_metadata("design:type", String)
], PlayRecipientDto.prototype, "text", void 0);
export class LabMessageSummaryDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], LabMessageSummaryDto.prototype, "id", void 0);
_ts_decorate([
    TextField({
        max: 1000
    }),
    _ts_metadata("design:type", String)
], LabMessageSummaryDto.prototype, "from", void 0);
_ts_decorate([
    TextField({
        max: 1000
    }),
    _ts_metadata("design:type", String)
], LabMessageSummaryDto.prototype, "to", void 0);
_ts_decorate([
    TextField({
        max: 1000
    }),
    _ts_metadata("design:type", String)
], LabMessageSummaryDto.prototype, "subject", void 0);
_ts_decorate([
    TextField({
        description: 'The first words of the text'
    }),
    _ts_metadata("design:type", String)
], LabMessageSummaryDto.prototype, "preview", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], LabMessageSummaryDto.prototype, "receivedAt", void 0);
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], LabMessageSummaryDto.prototype, "isRead", void 0);
_ts_decorate([
    EnumField(LAB_EVENT_TYPES, {
        nullable: true,
        description: 'What the recipient was played to do last'
    }),
    _ts_metadata("design:type", Object)
], LabMessageSummaryDto.prototype, "lastEvent", void 0);
_ts_decorate([
    IdField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], LabMessageSummaryDto.prototype, "campaignId", void 0);
export class LabHeaderDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], LabHeaderDto.prototype, "name", void 0);
_ts_decorate([
    TextField({
        max: 20_000
    }),
    _ts_metadata("design:type", String)
], LabHeaderDto.prototype, "value", void 0);
export class LabLinkDto {
}
_ts_decorate([
    TextField({
        max: 1000
    }),
    _ts_metadata("design:type", String)
], LabLinkDto.prototype, "text", void 0);
_ts_decorate([
    TextField({
        max: 5000
    }),
    _ts_metadata("design:type", String)
], LabLinkDto.prototype, "url", void 0);
export class LabEventDto {
}
_ts_decorate([
    EnumField(LAB_EVENT_TYPES),
    _ts_metadata("design:type", typeof LabEventType === "undefined" ? Object : LabEventType)
], LabEventDto.prototype, "type", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], LabEventDto.prototype, "at", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        max: 5000,
        description: 'The link, the reply or the server’s words'
    }),
    _ts_metadata("design:type", Object)
], LabEventDto.prototype, "detail", void 0);
export class LabMessageDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], LabMessageDto.prototype, "id", void 0);
_ts_decorate([
    TextField({
        max: 1000
    }),
    _ts_metadata("design:type", String)
], LabMessageDto.prototype, "from", void 0);
_ts_decorate([
    TextField({
        max: 1000
    }),
    _ts_metadata("design:type", String)
], LabMessageDto.prototype, "to", void 0);
_ts_decorate([
    TextField({
        max: 1000
    }),
    _ts_metadata("design:type", String)
], LabMessageDto.prototype, "subject", void 0);
_ts_decorate([
    TextField({
        max: 5_000_000,
        nullable: true,
        description: 'As received and not cleaned: show it in a frame without scripts only'
    }),
    _ts_metadata("design:type", Object)
], LabMessageDto.prototype, "html", void 0);
_ts_decorate([
    TextField({
        max: 5_000_000,
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], LabMessageDto.prototype, "text", void 0);
_ts_decorate([
    NestedListField(()=>LabHeaderDto),
    _ts_metadata("design:type", Array)
], LabMessageDto.prototype, "headers", void 0);
_ts_decorate([
    TextField({
        max: 10_000_000,
        description: 'The message as it travelled'
    }),
    _ts_metadata("design:type", String)
], LabMessageDto.prototype, "raw", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], LabMessageDto.prototype, "receivedAt", void 0);
_ts_decorate([
    NestedListField(()=>LabLinkDto),
    _ts_metadata("design:type", Array)
], LabMessageDto.prototype, "links", void 0);
_ts_decorate([
    NestedListField(()=>LabEventDto),
    _ts_metadata("design:type", Array)
], LabMessageDto.prototype, "events", void 0);
_ts_decorate([
    IdField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], LabMessageDto.prototype, "contactId", void 0);
_ts_decorate([
    IdField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], LabMessageDto.prototype, "campaignId", void 0);
_ts_decorate([
    BoolField({
        description: 'Carries a one-click unsubscribe link (RFC 8058)'
    }),
    _ts_metadata("design:type", Boolean)
], LabMessageDto.prototype, "canUnsubscribe", void 0);
export class LabUnreadDto {
}
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], LabUnreadDto.prototype, "count", void 0);
export class LabClearedDto {
}
_ts_decorate([
    IntField({
        description: 'How many messages were removed'
    }),
    _ts_metadata("design:type", Number)
], LabClearedDto.prototype, "removed", void 0);
