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
import { BoolField, DateTimeField, EmailField, EnumField, IdField, IdListField, IntField, NestedField, NestedListField, RecordField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
import { CONTACT_STATUSES } from './contactFilters.js';
import { CONTACT_SORTS } from './contactSorts.js';
export class ContactListDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], ContactListDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], ContactListDto.prototype, "name", void 0);
_ts_decorate([
    BoolField({
        description: 'A stage: a contact stands on at most one of these'
    }),
    _ts_metadata("design:type", Boolean)
], ContactListDto.prototype, "isPrimary", void 0);
export class ContactSummaryDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], ContactSummaryDto.prototype, "id", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], ContactSummaryDto.prototype, "firstName", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], ContactSummaryDto.prototype, "lastName", void 0);
_ts_decorate([
    TextField({
        description: 'The name, else whatever is known'
    }),
    _ts_metadata("design:type", String)
], ContactSummaryDto.prototype, "displayName", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], ContactSummaryDto.prototype, "primaryEmail", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], ContactSummaryDto.prototype, "primaryPhone", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], ContactSummaryDto.prototype, "company", void 0);
_ts_decorate([
    EnumField(CONTACT_STATUSES, {
        name: 'ContactStatus',
        description: 'Whether this address may be mailed'
    }),
    _ts_metadata("design:type", typeof ContactStatus === "undefined" ? Object : ContactStatus)
], ContactSummaryDto.prototype, "emailStatus", void 0);
_ts_decorate([
    NestedListField(()=>ContactListDto),
    _ts_metadata("design:type", Array)
], ContactSummaryDto.prototype, "lists", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], ContactSummaryDto.prototype, "createdAt", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], ContactSummaryDto.prototype, "updatedAt", void 0);
_ts_decorate([
    DateTimeField({
        nullable: true,
        description: 'Set while the contact is in the trash'
    }),
    _ts_metadata("design:type", Object)
], ContactSummaryDto.prototype, "deletedAt", void 0);
export class CustomFieldValueDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], CustomFieldValueDto.prototype, "fieldName", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], CustomFieldValueDto.prototype, "label", void 0);
_ts_decorate([
    EnumField([
        'text',
        'number',
        'date',
        'boolean',
        'select'
    ], {
        name: 'CustomFieldType'
    }),
    _ts_metadata("design:type", String)
], CustomFieldValueDto.prototype, "fieldType", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        max: 10_000,
        description: 'As text: a number as 1.5, a date as 2026-01-31, true or false'
    }),
    _ts_metadata("design:type", Object)
], CustomFieldValueDto.prototype, "value", void 0);
export class ContactDto extends ContactSummaryDto {
}
_ts_decorate([
    NestedListField(()=>CustomFieldValueDto),
    _ts_metadata("design:type", Array)
], ContactDto.prototype, "customFields", void 0);
_ts_decorate([
    IntField({
        description: 'Send it back with a change, so that nobody overwrites what they have not seen'
    }),
    _ts_metadata("design:type", Number)
], ContactDto.prototype, "version", void 0);
let ContactFieldsDto = class ContactFieldsDto {
};
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 200,
        example: 'Ann'
    }),
    _ts_metadata("design:type", Object)
], ContactFieldsDto.prototype, "firstName", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 200,
        example: 'Lee'
    }),
    _ts_metadata("design:type", Object)
], ContactFieldsDto.prototype, "lastName", void 0);
_ts_decorate([
    EmailField({
        optional: true,
        nullable: true,
        example: 'ann@example.com'
    }),
    _ts_metadata("design:type", Object)
], ContactFieldsDto.prototype, "primaryEmail", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 40,
        example: '+49 30 901820'
    }),
    _ts_metadata("design:type", Object)
], ContactFieldsDto.prototype, "primaryPhone", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 200
    }),
    _ts_metadata("design:type", Object)
], ContactFieldsDto.prototype, "company", void 0);
_ts_decorate([
    RecordField({
        optional: true,
        description: 'Values by field name; null clears one',
        example: {
            plan: 'Team',
            seats: 8
        }
    }),
    _ts_metadata("design:type", typeof Record === "undefined" ? Object : Record)
], ContactFieldsDto.prototype, "customFields", void 0);
_ts_decorate([
    IdListField({
        optional: true,
        max: 100,
        description: 'Lists to put the contact on'
    }),
    _ts_metadata("design:type", Array)
], ContactFieldsDto.prototype, "listIds", void 0);
export class CreateContactDto extends ContactFieldsDto {
}
export class UpdateContactDto extends ContactFieldsDto {
}
_ts_decorate([
    IntField({
        min: 1,
        description: 'The version that was edited'
    }),
    _ts_metadata("design:type", Number)
], UpdateContactDto.prototype, "version", void 0);
export class ContactFilterDto {
}
_ts_decorate([
    TextField({
        optional: true,
        max: 200,
        description: 'Part of a name, address, phone number or company'
    }),
    _ts_metadata("design:type", String)
], ContactFilterDto.prototype, "search", void 0);
_ts_decorate([
    IdField({
        optional: true
    }),
    _ts_metadata("design:type", String)
], ContactFilterDto.prototype, "listId", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 200
    }),
    _ts_metadata("design:type", String)
], ContactFilterDto.prototype, "company", void 0);
_ts_decorate([
    EnumField(CONTACT_STATUSES, {
        optional: true,
        name: 'ContactStatus'
    }),
    _ts_metadata("design:type", typeof ContactStatus === "undefined" ? Object : ContactStatus)
], ContactFilterDto.prototype, "status", void 0);
_ts_decorate([
    BoolField({
        optional: true,
        description: 'The trash instead of the live contacts'
    }),
    _ts_metadata("design:type", Boolean)
], ContactFilterDto.prototype, "trashed", void 0);
_ts_decorate([
    DateTimeField({
        optional: true
    }),
    _ts_metadata("design:type", String)
], ContactFilterDto.prototype, "createdAfter", void 0);
_ts_decorate([
    DateTimeField({
        optional: true
    }),
    _ts_metadata("design:type", String)
], ContactFilterDto.prototype, "createdBefore", void 0);
export class ListContactsQuery extends PageQuery {
    constructor(...args){
        super(...args), this.sort = '-createdAt';
    }
}
_ts_decorate([
    TextField({
        optional: true,
        max: 200,
        description: 'Part of a name, address, phone number or company'
    }),
    _ts_metadata("design:type", String)
], ListContactsQuery.prototype, "search", void 0);
_ts_decorate([
    IdField({
        optional: true
    }),
    _ts_metadata("design:type", String)
], ListContactsQuery.prototype, "listId", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 200
    }),
    _ts_metadata("design:type", String)
], ListContactsQuery.prototype, "company", void 0);
_ts_decorate([
    EnumField(CONTACT_STATUSES, {
        optional: true,
        name: 'ContactStatus'
    }),
    _ts_metadata("design:type", typeof ContactStatus === "undefined" ? Object : ContactStatus)
], ListContactsQuery.prototype, "status", void 0);
_ts_decorate([
    BoolField({
        optional: true,
        description: 'The trash instead of the live contacts'
    }),
    _ts_metadata("design:type", Boolean)
], ListContactsQuery.prototype, "trashed", void 0);
_ts_decorate([
    DateTimeField({
        optional: true
    }),
    _ts_metadata("design:type", String)
], ListContactsQuery.prototype, "createdAfter", void 0);
_ts_decorate([
    DateTimeField({
        optional: true
    }),
    _ts_metadata("design:type", String)
], ListContactsQuery.prototype, "createdBefore", void 0);
_ts_decorate([
    EnumField(CONTACT_SORTS, {
        optional: true,
        name: 'ContactSort'
    }),
    _ts_metadata("design:type", typeof ContactSort === "undefined" ? Object : ContactSort)
], ListContactsQuery.prototype, "sort", void 0);
export class CountDto {
}
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], CountDto.prototype, "count", void 0);
export class TrashedDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], TrashedDto.prototype, "id", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], TrashedDto.prototype, "deletedAt", void 0);
export const BULK_ACTIONS = [
    'addToList',
    'removeFromList',
    'trash',
    'restore'
];
export class ContactSelectionDto {
}
_ts_decorate([
    IdListField({
        optional: true,
        max: 1000
    }),
    _ts_metadata("design:type", Array)
], ContactSelectionDto.prototype, "contactIds", void 0);
_ts_decorate([
    NestedField(()=>ContactFilterDto, {
        optional: true,
        description: 'Everybody who matches, as in the list of contacts'
    }),
    _ts_metadata("design:type", typeof ContactFilterDto === "undefined" ? Object : ContactFilterDto)
], ContactSelectionDto.prototype, "filter", void 0);
export class BulkContactsDto {
}
_ts_decorate([
    EnumField(BULK_ACTIONS, {
        name: 'BulkAction'
    }),
    _ts_metadata("design:type", typeof BulkActionName === "undefined" ? Object : BulkActionName)
], BulkContactsDto.prototype, "action", void 0);
_ts_decorate([
    IdField({
        optional: true,
        description: 'For addToList and removeFromList'
    }),
    _ts_metadata("design:type", String)
], BulkContactsDto.prototype, "listId", void 0);
_ts_decorate([
    NestedField(()=>ContactSelectionDto),
    _ts_metadata("design:type", typeof ContactSelectionDto === "undefined" ? Object : ContactSelectionDto)
], BulkContactsDto.prototype, "selection", void 0);
export class BulkResultDto {
}
_ts_decorate([
    IntField({
        description: 'How many contacts were really changed'
    }),
    _ts_metadata("design:type", Number)
], BulkResultDto.prototype, "affected", void 0);
_ts_decorate([
    IdField({
        nullable: true,
        description: 'For the undo; null when nothing changed'
    }),
    _ts_metadata("design:type", Object)
], BulkResultDto.prototype, "undoId", void 0);
export class AffectedDto {
}
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], AffectedDto.prototype, "affected", void 0);
export class SendabilityReasonDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SendabilityReasonDto.prototype, "code", void 0);
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], SendabilityReasonDto.prototype, "ok", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], SendabilityReasonDto.prototype, "message", void 0);
_ts_decorate([
    DateTimeField({
        optional: true
    }),
    _ts_metadata("design:type", String)
], SendabilityReasonDto.prototype, "since", void 0);
export class SendabilityDto {
}
_ts_decorate([
    BoolField(),
    _ts_metadata("design:type", Boolean)
], SendabilityDto.prototype, "canMail", void 0);
_ts_decorate([
    NestedListField(()=>SendabilityReasonDto),
    _ts_metadata("design:type", Array)
], SendabilityDto.prototype, "reasons", void 0);
