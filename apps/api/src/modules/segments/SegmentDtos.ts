import { DateTimeField, IdField, IntField, NestedListField, EnumField, RecordField, TextField } from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
import { ContactSummaryDto } from '../contacts/public.js';

const TREE = {
  description:
    'Conditions joined by { and: […] }, { or: […] } and { not: … }. A condition is { rule, with }, such as { "rule": "field", "with": { "field": "company", "operator": "contains", "value": "Acme" } }',
  example: { and: [{ rule: 'field', with: { field: 'company', operator: 'contains', value: 'Acme' } }] },
};

export class SegmentSummaryDto {
  @IdField()
  id!: string;

  @TextField({ max: 100 })
  name!: string;

  @TextField({ nullable: true, max: 500 })
  description!: string | null;

  @IntField({ description: 'How many conditions its rules have' })
  conditions!: number;

  @IntField({
    nullable: true,
    description:
      'How many contacts met its rules at `countedAt`; counted in the background. Null: not counted yet, or its rules no longer work',
  })
  contactCount!: number | null;

  @DateTimeField({ nullable: true })
  countedAt!: string | null;

  @IntField({ description: 'Send it with a change, so that no one overwrites what they haven’t seen' })
  version!: number;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField()
  updatedAt!: string;
}

export const SEGMENT_SORTS = ['name', '-name', 'contactCount', '-contactCount', 'updatedAt', '-updatedAt'] as const;
export type SegmentSort = (typeof SEGMENT_SORTS)[number];

export class PageSegmentsQuery extends PageQuery {
  @EnumField(SEGMENT_SORTS, {
    optional: true,
    name: 'SegmentSort',
    description: 'Those that are not counted yet come before 0',
  })
  sort: SegmentSort = 'name';
}

/** A segment that a contact is in. */
export class ContactSegmentDto {
  @IdField()
  id!: string;

  @TextField({ max: 100 })
  name!: string;
}

export class SegmentUseDto {
  @EnumField(['segment', 'campaign'], { name: 'SegmentUseKind' })
  kind!: 'segment' | 'campaign';

  @IdField()
  id!: string;

  @TextField()
  name!: string;
}

export class SegmentDto extends SegmentSummaryDto {
  @RecordField(TREE)
  tree!: Record<string, unknown>;

  @NestedListField(() => SegmentUseDto, { description: 'What uses it: it cannot be deleted before' })
  usedBy!: SegmentUseDto[];
}

export class CreateSegmentDto {
  @TextField({ min: 1, max: 100, example: 'Active customers' })
  name!: string;

  @TextField({ optional: true, nullable: true, max: 500 })
  description?: string | null;

  @RecordField(TREE)
  tree!: Record<string, unknown>;
}

export class UpdateSegmentDto {
  @TextField({ optional: true, min: 1, max: 100 })
  name?: string;

  @TextField({ optional: true, nullable: true, max: 500 })
  description?: string | null;

  @RecordField({ ...TREE, optional: true })
  tree?: Record<string, unknown>;

  @IntField({ min: 1, description: 'The version that was edited' })
  version!: number;
}

export class PreviewSegmentDto {
  @RecordField(TREE)
  tree!: Record<string, unknown>;

  @IdField({ optional: true, nullable: true, description: 'The segment that is edited, which its rules must not lead back to' })
  segmentId?: string | null;
}

export class SegmentPreviewDto {
  @IntField({ description: 'How many contacts meet the rules' })
  count!: number;

  @DateTimeField({ description: 'When they were counted: a count that took long is kept for a minute' })
  asOf!: string;

  @NestedListField(() => ContactSummaryDto, { description: 'The newest of them, at most 20' })
  people!: ContactSummaryDto[];
}

export class ExplainSegmentDto extends PreviewSegmentDto {
  @IdField()
  contactId!: string;
}

export class SegmentExplanationDto {
  @RecordField({
    description:
      'The tree; each part says whether it holds, each condition the value that decided it (null: there is none), and one about a segment has that segment’s own explanation in `inside`',
  })
  tree!: Record<string, unknown>;
}
