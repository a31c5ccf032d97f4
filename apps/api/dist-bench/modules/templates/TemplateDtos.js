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
import { DateTimeField, EnumField, IdField, IntField, NestedField, NestedListField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
/** Characters. Mail of this size is refused by many servers; a pasted page with embedded pictures still fits. */ const LONGEST_BODY = 1_000_000;
export const TEMPLATE_SORTS = [
    'updatedAt',
    '-updatedAt',
    'name',
    '-name'
];
export class TemplateQuery extends PageQuery {
}
_ts_decorate([
    TextField({
        optional: true,
        max: 200,
        description: 'Part of the name or the subject'
    }),
    _ts_metadata("design:type", String)
], TemplateQuery.prototype, "search", void 0);
_ts_decorate([
    EnumField(TEMPLATE_SORTS, {
        optional: true,
        description: 'Default: -updatedAt'
    }),
    _ts_metadata("design:type", typeof TemplateSort === "undefined" ? Object : TemplateSort)
], TemplateQuery.prototype, "sort", void 0);
export class TemplateContentDto {
}
_ts_decorate([
    TextField({
        max: 500,
        description: 'May hold merge tags',
        example: 'News for {{ first_name | default: "you" }}'
    }),
    _ts_metadata("design:type", String)
], TemplateContentDto.prototype, "subject", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 500,
        description: 'The line beside the subject in a mailbox'
    }),
    _ts_metadata("design:type", Object)
], TemplateContentDto.prototype, "preheader", void 0);
_ts_decorate([
    TextField({
        max: LONGEST_BODY,
        keepWhitespace: true,
        description: 'HTML with merge tags; a fragment or a whole document'
    }),
    _ts_metadata("design:type", String)
], TemplateContentDto.prototype, "bodyHtml", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 20_000,
        keepWhitespace: true,
        description: 'HTML below the body'
    }),
    _ts_metadata("design:type", Object)
], TemplateContentDto.prototype, "signature", void 0);
export class CreateTemplateDto extends TemplateContentDto {
}
_ts_decorate([
    TextField({
        min: 1,
        max: 120,
        example: 'Spring newsletter'
    }),
    _ts_metadata("design:type", String)
], CreateTemplateDto.prototype, "name", void 0);
export class UpdateTemplateDto {
}
_ts_decorate([
    IntField({
        min: 1,
        description: 'The version that was edited; a newer one is never overwritten'
    }),
    _ts_metadata("design:type", Number)
], UpdateTemplateDto.prototype, "version", void 0);
_ts_decorate([
    TextField({
        optional: true,
        min: 1,
        max: 120
    }),
    _ts_metadata("design:type", String)
], UpdateTemplateDto.prototype, "name", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: 500
    }),
    _ts_metadata("design:type", String)
], UpdateTemplateDto.prototype, "subject", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 500
    }),
    _ts_metadata("design:type", Object)
], UpdateTemplateDto.prototype, "preheader", void 0);
_ts_decorate([
    TextField({
        optional: true,
        max: LONGEST_BODY,
        keepWhitespace: true
    }),
    _ts_metadata("design:type", String)
], UpdateTemplateDto.prototype, "bodyHtml", void 0);
_ts_decorate([
    TextField({
        optional: true,
        nullable: true,
        max: 20_000,
        keepWhitespace: true
    }),
    _ts_metadata("design:type", Object)
], UpdateTemplateDto.prototype, "signature", void 0);
export class PreviewTemplateDto extends TemplateContentDto {
}
_ts_decorate([
    IdField({
        optional: true,
        nullable: true,
        description: 'Render with the values of this contact; without it, with invented ones'
    }),
    _ts_metadata("design:type", Object)
], PreviewTemplateDto.prototype, "contactId", void 0);
export class TemplateSummaryDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], TemplateSummaryDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TemplateSummaryDto.prototype, "name", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TemplateSummaryDto.prototype, "subject", void 0);
_ts_decorate([
    IntField({
        description: 'Counts up with every change'
    }),
    _ts_metadata("design:type", Number)
], TemplateSummaryDto.prototype, "version", void 0);
_ts_decorate([
    IntField({
        description: 'How many campaigns use it'
    }),
    _ts_metadata("design:type", Number)
], TemplateSummaryDto.prototype, "usedByCampaigns", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], TemplateSummaryDto.prototype, "updatedAt", void 0);
export class TemplateDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], TemplateDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TemplateDto.prototype, "name", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TemplateDto.prototype, "subject", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], TemplateDto.prototype, "preheader", void 0);
_ts_decorate([
    TextField({
        max: LONGEST_BODY
    }),
    _ts_metadata("design:type", String)
], TemplateDto.prototype, "bodyHtml", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        max: 20_000
    }),
    _ts_metadata("design:type", Object)
], TemplateDto.prototype, "signature", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], TemplateDto.prototype, "version", void 0);
_ts_decorate([
    IdField({
        description: 'The immutable version with this content; campaigns pin it'
    }),
    _ts_metadata("design:type", String)
], TemplateDto.prototype, "versionId", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], TemplateDto.prototype, "createdAt", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], TemplateDto.prototype, "updatedAt", void 0);
export class DeletedTemplateDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], DeletedTemplateDto.prototype, "id", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], DeletedTemplateDto.prototype, "deletedAt", void 0);
export class TemplateVersionDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], TemplateVersionDto.prototype, "id", void 0);
_ts_decorate([
    IntField(),
    _ts_metadata("design:type", Number)
], TemplateVersionDto.prototype, "version", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TemplateVersionDto.prototype, "name", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TemplateVersionDto.prototype, "subject", void 0);
_ts_decorate([
    TextField({
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], TemplateVersionDto.prototype, "preheader", void 0);
_ts_decorate([
    TextField({
        max: LONGEST_BODY
    }),
    _ts_metadata("design:type", String)
], TemplateVersionDto.prototype, "bodyHtml", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        max: 20_000
    }),
    _ts_metadata("design:type", Object)
], TemplateVersionDto.prototype, "signature", void 0);
_ts_decorate([
    TextField({
        nullable: true,
        description: 'Who saved it; null when the account is gone'
    }),
    _ts_metadata("design:type", Object)
], TemplateVersionDto.prototype, "createdByName", void 0);
_ts_decorate([
    DateTimeField(),
    _ts_metadata("design:type", String)
], TemplateVersionDto.prototype, "createdAt", void 0);
export class TemplateProblemDto {
}
_ts_decorate([
    TextField({
        example: 'template.unknownTag'
    }),
    _ts_metadata("design:type", String)
], TemplateProblemDto.prototype, "code", void 0);
_ts_decorate([
    EnumField([
        'error',
        'warning'
    ], {
        description: 'A template with an error is not sent'
    }),
    _ts_metadata("design:type", String)
], TemplateProblemDto.prototype, "severity", void 0);
_ts_decorate([
    TextField({
        max: 1000
    }),
    _ts_metadata("design:type", String)
], TemplateProblemDto.prototype, "message", void 0);
_ts_decorate([
    EnumField([
        'subject',
        'preheader',
        'bodyHtml',
        'signature'
    ]),
    _ts_metadata("design:type", String)
], TemplateProblemDto.prototype, "field", void 0);
_ts_decorate([
    IntField({
        optional: true,
        description: 'Line within the field, from 1'
    }),
    _ts_metadata("design:type", Number)
], TemplateProblemDto.prototype, "line", void 0);
export class PreviewContactDto {
}
_ts_decorate([
    IdField(),
    _ts_metadata("design:type", String)
], PreviewContactDto.prototype, "id", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], PreviewContactDto.prototype, "displayName", void 0);
export class TemplatePreviewDto {
}
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TemplatePreviewDto.prototype, "subject", void 0);
_ts_decorate([
    TextField(),
    _ts_metadata("design:type", String)
], TemplatePreviewDto.prototype, "preheader", void 0);
_ts_decorate([
    TextField({
        max: 5_000_000,
        description: 'The message as it would be sent; empty when the template cannot be rendered'
    }),
    _ts_metadata("design:type", String)
], TemplatePreviewDto.prototype, "html", void 0);
_ts_decorate([
    TextField({
        max: 5_000_000
    }),
    _ts_metadata("design:type", String)
], TemplatePreviewDto.prototype, "text", void 0);
_ts_decorate([
    NestedListField(()=>TemplateProblemDto),
    _ts_metadata("design:type", Array)
], TemplatePreviewDto.prototype, "problems", void 0);
_ts_decorate([
    NestedField(()=>PreviewContactDto, {
        nullable: true
    }),
    _ts_metadata("design:type", Object)
], TemplatePreviewDto.prototype, "contact", void 0);
_ts_decorate([
    IntField({
        description: 'Size of the HTML in bytes'
    }),
    _ts_metadata("design:type", Number)
], TemplatePreviewDto.prototype, "sizeBytes", void 0);
export class MergeTagDto {
}
_ts_decorate([
    TextField({
        example: 'first_name'
    }),
    _ts_metadata("design:type", String)
], MergeTagDto.prototype, "tag", void 0);
_ts_decorate([
    TextField({
        example: 'First name'
    }),
    _ts_metadata("design:type", String)
], MergeTagDto.prototype, "label", void 0);
_ts_decorate([
    TextField({
        example: '{{ first_name | default: "there" }}'
    }),
    _ts_metadata("design:type", String)
], MergeTagDto.prototype, "example", void 0);
_ts_decorate([
    EnumField([
        'contact',
        'custom',
        'sender',
        'workspace',
        'message'
    ]),
    _ts_metadata("design:type", String)
], MergeTagDto.prototype, "group", void 0);
