import { SNIPPET_KINDS, type SnippetKind } from '@rapport/common';
import { BoolField, DateTimeField, EnumField, IdField, IntField, RecordField, TextField } from '../../platform/http/fields.js';

/** Characters. See `LONGEST_SNIPPET`, which counts a group of blocks too. */
const LONGEST_BODY = 50_000;

const KIND =
  'richText and html: parts of messages written as text or HTML, and richText of messages of blocks too; blocks: of messages of blocks; text: plain text, of every message';
const BODY = 'HTML with merge tags, complete in itself; plain text for kind text; left out for blocks';
const DOCUMENT = 'For kind blocks: { version: 1, blocks: [...] }, as in a column of a document';
const KEY = 'How messages name it: {% snippet opening-hours 3 %}. Never changes';

export class SnippetQuery {
  @BoolField({ optional: true, description: 'The trash instead of the live snippets' })
  trashed?: boolean;
}

export class CreateSnippetDto {
  @TextField({ min: 1, max: 120, example: 'Opening hours' })
  name!: string;

  @EnumField(SNIPPET_KINDS, { name: 'SnippetKind', description: KIND })
  kind!: SnippetKind;

  @TextField({ optional: true, max: LONGEST_BODY, keepWhitespace: true, description: BODY })
  body?: string;

  @RecordField({ optional: true, nullable: true, description: DOCUMENT })
  document?: Record<string, unknown> | null;
}

export class UpdateSnippetDto {
  @IntField({ min: 1, description: 'The version that was edited; a newer one is never overwritten' })
  version!: number;

  @TextField({ optional: true, min: 1, max: 120 })
  name?: string;

  @TextField({ optional: true, max: LONGEST_BODY, keepWhitespace: true, description: BODY })
  body?: string;

  @RecordField({ optional: true, nullable: true, description: DOCUMENT })
  document?: Record<string, unknown> | null;
}

export class SnippetSummaryDto {
  @IdField()
  id!: string;

  @TextField({ max: 100, description: KEY, example: 'opening-hours' })
  key!: string;

  @TextField({ max: 120 })
  name!: string;

  @EnumField(SNIPPET_KINDS, { name: 'SnippetKind', description: KIND })
  kind!: SnippetKind;

  @IntField({ description: 'Counts up with every change' })
  version!: number;

  @IntField({ description: 'Live templates whose newest version holds it' })
  usedByTemplates!: number;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField()
  updatedAt!: string;

  @DateTimeField({ nullable: true, description: 'When it was moved to the trash' })
  deletedAt!: string | null;
}

export class SnippetDto extends SnippetSummaryDto {
  @TextField({ max: LONGEST_BODY, description: BODY })
  body!: string;

  @RecordField({ nullable: true, description: DOCUMENT })
  document!: Record<string, unknown> | null;
}

export class DeletedSnippetDto {
  @IdField()
  id!: string;

  @DateTimeField()
  deletedAt!: string;
}

export class SnippetVersionSummaryDto {
  @IdField()
  id!: string;

  @IntField()
  version!: number;

  @TextField({ max: 120 })
  name!: string;

  @TextField({ nullable: true, description: 'Who saved it; null when the account was deleted' })
  createdByName!: string | null;

  @DateTimeField()
  createdAt!: string;
}

export class SnippetVersionDto extends SnippetVersionSummaryDto {
  @TextField({ max: LONGEST_BODY })
  body!: string;

  @RecordField({ nullable: true })
  document!: Record<string, unknown> | null;
}
