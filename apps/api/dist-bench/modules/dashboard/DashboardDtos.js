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
import { BoolField, DateTimeField, EnumField, IdField, IntField, NestedField, NestedListField, RecordField, TextField } from '../../platform/http/fields.js';
let DayCountDto = class DayCountDto {
};
_ts_decorate([
    TextField({
        description: 'UTC date',
        example: '2026-01-31'
    }),
    _ts_metadata("design:type", String)
], DayCountDto.prototype, "date", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], DayCountDto.prototype, "count", void 0);
let ContactNumbersDto = class ContactNumbersDto {
};
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], ContactNumbersDto.prototype, "total", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], ContactNumbersDto.prototype, "addedLast30Days", void 0);
_ts_decorate([
    NestedListField(()=>DayCountDto, {
        description: 'The last 30 days, oldest first, days without anybody included'
    }),
    _ts_metadata("design:type", Array)
], ContactNumbersDto.prototype, "daily", void 0);
let ListNumbersDto = class ListNumbersDto {
};
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], ListNumbersDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], ListNumbersDto.prototype, "name", void 0);
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], ListNumbersDto.prototype, "isPrimary", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], ListNumbersDto.prototype, "count", void 0);
let CampaignNumbersDto = class CampaignNumbersDto {
};
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "recipients", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "planned", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "claimed", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "handed", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "accepted", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "delivered", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "failed", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "uncertain", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CampaignNumbersDto.prototype, "skipped", void 0);
let DashboardCampaignDto = class DashboardCampaignDto {
};
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], DashboardCampaignDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], DashboardCampaignDto.prototype, "name", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], DashboardCampaignDto.prototype, "status", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], DashboardCampaignDto.prototype, "statusReason", void 0);
_ts_decorate([
    NestedField(()=>CampaignNumbersDto),
    _ts_metadata("design:type", typeof CampaignNumbersDto === "undefined" ? Object : CampaignNumbersDto)
], DashboardCampaignDto.prototype, "counts", void 0);
_ts_decorate([
    DateTimeField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], DashboardCampaignDto.prototype, "scheduledAt", void 0);
_ts_decorate([
    DateTimeField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], DashboardCampaignDto.prototype, "startedAt", void 0);
_ts_decorate([
    DateTimeField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], DashboardCampaignDto.prototype, "finishedAt", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], DashboardCampaignDto.prototype, "updatedAt", void 0);
let DashboardCampaignsDto = class DashboardCampaignsDto {
};
_ts_decorate([
    RecordField({
        description: 'Number of campaigns by status'
    }),
    _ts_metadata("design:type", typeof Record === "undefined" ? Object : Record)
], DashboardCampaignsDto.prototype, "byStatus", void 0);
_ts_decorate([
    NestedListField(()=>DashboardCampaignDto, {
        description: 'Scheduled, sending or paused'
    }),
    _ts_metadata("design:type", Array)
], DashboardCampaignsDto.prototype, "active", void 0);
_ts_decorate([
    NestedListField(()=>DashboardCampaignDto, {
        description: 'The five changed last'
    }),
    _ts_metadata("design:type", Array)
], DashboardCampaignsDto.prototype, "recent", void 0);
let DeliverabilityDto = class DeliverabilityDto {
};
_ts_decorate([
    IntField({
        description: 'Days looked back: campaigns started since then'
    }),
    _ts_metadata("design:type", Number)
], DeliverabilityDto.prototype, "days", void 0);
_ts_decorate([
    IntField({
        description: 'Taken over by the provider, whatever became of them later'
    }),
    _ts_metadata("design:type", Number)
], DeliverabilityDto.prototype, "sent", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], DeliverabilityDto.prototype, "delivered", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], DeliverabilityDto.prototype, "failed", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], DeliverabilityDto.prototype, "bounced", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], DeliverabilityDto.prototype, "complained", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], DeliverabilityDto.prototype, "unsubscribed", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], DeliverabilityDto.prototype, "uncertain", void 0);
export const NEED_KINDS = [
    'approval',
    'uncertain',
    'sender',
    'campaign',
    'failedImport'
];
export const NEED_PAGES = [
    'campaign',
    'senderSettings',
    'import'
];
let NeedLinkDto = class NeedLinkDto {
};
_ts_decorate([
    EnumField(NEED_PAGES),
    _ts_metadata("design:type", Object)
], NeedLinkDto.prototype, "page", void 0);
_ts_decorate([
    IdField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], NeedLinkDto.prototype, "id", void 0);
export class NeedDto {
}
_ts_decorate([
    EnumField(NEED_KINDS),
    _ts_metadata("design:type", Object)
], NeedDto.prototype, "kind", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], NeedDto.prototype, "title", void 0);
_ts_decorate([
    NestedField(()=>NeedLinkDto),
    _ts_metadata("design:type", typeof NeedLinkDto === "undefined" ? Object : NeedLinkDto)
], NeedDto.prototype, "link", void 0);
let ActivityDto = class ActivityDto {
};
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], ActivityDto.prototype, "id", void 0);
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], ActivityDto.prototype, "contactId", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], ActivityDto.prototype, "contactName", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], ActivityDto.prototype, "type", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], ActivityDto.prototype, "title", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], ActivityDto.prototype, "timestamp", void 0);
export class DashboardDto {
}
_ts_decorate([
    NestedField(()=>ContactNumbersDto),
    _ts_metadata("design:type", typeof ContactNumbersDto === "undefined" ? Object : ContactNumbersDto)
], DashboardDto.prototype, "contacts", void 0);
_ts_decorate([
    NestedListField(()=>ListNumbersDto),
    _ts_metadata("design:type", Array)
], DashboardDto.prototype, "lists", void 0);
_ts_decorate([
    NestedField(()=>DashboardCampaignsDto),
    _ts_metadata("design:type", typeof DashboardCampaignsDto === "undefined" ? Object : DashboardCampaignsDto)
], DashboardDto.prototype, "campaigns", void 0);
_ts_decorate([
    NestedField(()=>DeliverabilityDto),
    _ts_metadata("design:type", typeof DeliverabilityDto === "undefined" ? Object : DeliverabilityDto)
], DashboardDto.prototype, "deliverability", void 0);
_ts_decorate([
    NestedListField(()=>NeedDto),
    _ts_metadata("design:type", Array)
], DashboardDto.prototype, "needsYou", void 0);
_ts_decorate([
    NestedListField(()=>ActivityDto),
    _ts_metadata("design:type", Array)
], DashboardDto.prototype, "recentActivity", void 0);
