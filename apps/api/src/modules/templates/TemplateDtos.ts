import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IdListField,
  IntField,
  NestedField,
  NestedListField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { TEMPLATE_KINDS, type TemplateKind } from '@rapport/common';
import { PageQuery } from '../../platform/http/Page.js';

/** Characters. Mail of this size is refused by many servers; a pasted page with embedded pictures still fits. */
export const LONGEST_BODY = 1_000_000;
export const LONGEST_SIGNATURE = 20_000;

/** Characters of the name of a version. */
export const LONGEST_LABEL = 80;

const KIND =
  '`richText` opens in the rich text editor unless that would lose something, `html` as source, `blocks` in the block editor. Default: richText, or blocks when there is a document';
const DOCUMENT = 'For blocks: rows of columns of blocks, version 1; bodyHtml is compiled from it. Null for the other kinds';

export const TEMPLATE_SORTS = ['updatedAt', '-updatedAt', 'name', '-name'] as const;
export type TemplateSort = (typeof TEMPLATE_SORTS)[number];

export class TemplateQuery extends PageQuery {
  @TextField({ optional: true, max: 200, description: 'Part of the name or the subject' })
  search?: string;

  @EnumField(TEMPLATE_SORTS, { optional: true, description: 'Default: -updatedAt. In the trash updatedAt means when it was deleted' })
  sort?: TemplateSort;

  @BoolField({ optional: true, description: 'The trash instead of the live templates' })
  trashed?: boolean;

  @BoolField({ optional: true, description: 'The archived templates instead of those that are offered' })
  archived?: boolean;

  @IdField({ optional: true, description: 'Only templates with this tag' })
  tagId?: string;
}

export class TemplateContentDto {
  @TextField({ max: 500, description: 'May hold merge tags', example: 'News for {{ first_name | default: "you" }}' })
  subject!: string;

  @TextField({ optional: true, nullable: true, max: 500, description: 'The line beside the subject in a mailbox' })
  preheader?: string | null;

  @TextField({
    optional: true,
    max: LONGEST_BODY,
    keepWhitespace: true,
    description: 'HTML with merge tags; a fragment or a whole document. Left out when there is a document',
  })
  bodyHtml?: string;

  @EnumField(TEMPLATE_KINDS, { optional: true, name: 'TemplateKind', description: KIND })
  kind?: TemplateKind;

  @RecordField({ optional: true, nullable: true, description: DOCUMENT })
  document?: Record<string, unknown> | null;

  @TextField({ optional: true, nullable: true, max: LONGEST_SIGNATURE, keepWhitespace: true, description: 'HTML below the body' })
  signature?: string | null;
}

export class CreateTemplateDto extends TemplateContentDto {
  @TextField({ min: 1, max: 120, example: 'Spring newsletter' })
  name!: string;
}

export class UpdateTemplateDto {
  @IntField({ min: 1, description: 'The version that was edited; a newer one is never overwritten' })
  version!: number;

  @TextField({ optional: true, min: 1, max: 120 })
  name?: string;

  @TextField({ optional: true, max: 500 })
  subject?: string;

  @TextField({ optional: true, nullable: true, max: 500 })
  preheader?: string | null;

  @TextField({ optional: true, max: LONGEST_BODY, keepWhitespace: true, description: 'Compiled anew when there is a document' })
  bodyHtml?: string;

  @EnumField(TEMPLATE_KINDS, { optional: true, name: 'TemplateKind', description: KIND })
  kind?: TemplateKind;

  @RecordField({ optional: true, nullable: true, description: DOCUMENT })
  document?: Record<string, unknown> | null;

  @TextField({ optional: true, nullable: true, max: LONGEST_SIGNATURE, keepWhitespace: true })
  signature?: string | null;
}

export class PreviewTemplateDto extends TemplateContentDto {
  @IdField({ optional: true, nullable: true, description: 'Render with the values of this contact; without it, with invented ones' })
  contactId?: string | null;
}

export class RenewSnippetsDto {
  @IntField({ min: 1, description: 'The version of the template that was looked at; a newer one is never overwritten' })
  version!: number;

  @IdListField({ description: 'Whose newest versions it shall hold', max: 200 })
  snippetIds!: string[];
}

export class RenewImageDto {
  @IntField({ min: 1, description: 'The version of the template that was looked at; a newer one is never overwritten' })
  version!: number;

  @IdField({ description: 'Whose picture of today it shall show' })
  imageId!: string;
}

export class SnippetUseDto {
  @IdField({ description: 'Of the template' })
  id!: string;

  @TextField()
  name!: string;

  @IntField({ description: 'Of the template' })
  version!: number;

  @IntField({ description: 'Of the snippet: the oldest that it holds' })
  snippetVersion!: number;

  @BoolField({ description: 'It holds the newest version and no other' })
  isNewest!: boolean;
}

export class TemplateSummaryDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @TextField()
  subject!: string;

  @IntField({ description: 'Counts up with every change' })
  version!: number;

  @IntField({ description: 'How many campaigns use it' })
  usedByCampaigns!: number;

  @DateTimeField()
  updatedAt!: string;

  @IdListField({ max: 100, description: 'Its tags, by their names' })
  tagIds!: string[];

  @DateTimeField({ nullable: true, description: 'When it was archived: it is kept, and not offered for new messages' })
  archivedAt!: string | null;

  @DateTimeField({ nullable: true, description: 'When it was moved to the trash' })
  deletedAt!: string | null;
}

export class TemplateDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @TextField()
  subject!: string;

  @TextField({ nullable: true })
  preheader!: string | null;

  @EnumField(TEMPLATE_KINDS, { name: 'TemplateKind', description: KIND })
  kind!: TemplateKind;

  @RecordField({ nullable: true, description: DOCUMENT })
  document!: Record<string, unknown> | null;

  @TextField({ max: LONGEST_BODY, description: 'For blocks: what the document was compiled to' })
  bodyHtml!: string;

  @TextField({ nullable: true, max: LONGEST_SIGNATURE })
  signature!: string | null;

  @IntField()
  version!: number;

  @IdField({ description: 'The immutable version with this content; campaigns pin it' })
  versionId!: string;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField()
  updatedAt!: string;

  @DateTimeField({ nullable: true, description: 'When it was archived' })
  archivedAt!: string | null;
}

export class DeletedTemplateDto {
  @IdField()
  id!: string;

  @DateTimeField()
  deletedAt!: string;
}

/** Something that is written from a template. */
export class TemplateUseDto {
  @EnumField(['campaign', 'series'], { description: 'A series is a recurring campaign; each of its messages is a campaign too' })
  kind!: 'campaign' | 'series';

  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @TextField({ max: 30, description: 'The status of the campaign' })
  status!: string;

  @IntField({ nullable: true, description: 'The version that it keeps; null while it follows the newest one' })
  version!: number | null;

  @TextField({ nullable: true, max: LONGEST_LABEL, description: 'What that version is called' })
  versionLabel!: string | null;
}

export class NameVersionDto {
  @TextField({ nullable: true, max: LONGEST_LABEL, description: 'Null or empty: it is called by its number', example: 'As sent in May' })
  label!: string | null;
}

/** A version in the list of versions. */
export class TemplateVersionSummaryDto {
  @IdField()
  id!: string;

  @IntField()
  version!: number;

  @TextField({ nullable: true, max: LONGEST_LABEL, description: 'What people call this version' })
  label!: string | null;

  @TextField()
  name!: string;

  @TextField()
  subject!: string;

  @TextField({ nullable: true, description: 'Who saved it; null when the account was deleted' })
  createdByName!: string | null;

  @DateTimeField()
  createdAt!: string;
}

export class TemplateVersionDto extends TemplateVersionSummaryDto {
  @TextField({ nullable: true })
  preheader!: string | null;

  @EnumField(TEMPLATE_KINDS, { name: 'TemplateKind' })
  kind!: TemplateKind;

  @RecordField({ nullable: true })
  document!: Record<string, unknown> | null;

  @TextField()
  bodyHtml!: string;

  @TextField({ nullable: true })
  signature!: string | null;
}

export class TemplateProblemDto {
  @TextField({ example: 'template.unknownTag' })
  code!: string;

  @EnumField(['error', 'warning'], { description: 'A template with an error is not sent' })
  severity!: 'error' | 'warning';

  @TextField({ max: 1000 })
  message!: string;

  @EnumField(['subject', 'preheader', 'bodyHtml', 'signature'])
  field!: 'subject' | 'preheader' | 'bodyHtml' | 'signature';

  @IntField({ optional: true, description: 'Line within the field, from 1' })
  line?: number;

  @TextField({ optional: true, description: 'The id of the block that it is about, in a document of blocks' })
  block?: string;
}

export class PreviewContactDto {
  @IdField()
  id!: string;

  @TextField()
  displayName!: string;
}

export class TemplatePreviewDto {
  @TextField()
  subject!: string;

  @TextField()
  preheader!: string;

  @TextField({ max: 5_000_000, description: 'The message as it would be sent; empty when the template cannot be rendered' })
  html!: string;

  @TextField({ max: 5_000_000 })
  text!: string;

  @NestedListField(() => TemplateProblemDto)
  problems!: TemplateProblemDto[];

  @NestedField(() => PreviewContactDto, { nullable: true })
  contact!: PreviewContactDto | null;

  @IntField({ description: 'Size of the HTML in bytes' })
  sizeBytes!: number;
}

export class MergeTagDto {
  @TextField({ example: 'first_name' })
  tag!: string;

  @TextField({ example: 'First name' })
  label!: string;

  @TextField({ example: '{{ first_name | default: "there" }}' })
  example!: string;

  @EnumField(['contact', 'custom', 'sender', 'workspace', 'message'])
  group!: 'contact' | 'custom' | 'sender' | 'workspace' | 'message';
}
