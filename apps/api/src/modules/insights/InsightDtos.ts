import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  NumberField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
import {
  INSIGHT_DECISIONS,
  INSIGHT_PAGES,
  INSIGHT_TYPES,
  INSIGHT_VIEWS,
  type InsightDecision,
  type InsightPage,
  type InsightType,
  type InsightView,
} from './insightTypes.js';

export const LONGEST_REASON = 300;

class InsightBarDto {
  @TextField()
  label!: string;

  @IntField()
  count!: number;

  @IntField({ description: 'Of which `count` is a part' })
  total!: number;

  @BoolField({ description: 'What the insight is about; the others are what it is compared with' })
  isIt!: boolean;
}

class InsightActionDto {
  @EnumField(INSIGHT_PAGES, { name: 'InsightPage' })
  page!: InsightPage;

  @TextField()
  label!: string;

  @IdField({ nullable: true, description: 'Of the record that the page shows' })
  id!: string | null;

  @RecordField({ nullable: true, description: 'Rules of the contacts that the page shows, as a segment has them' })
  rules!: object | null;
}

/** Without its proof. */
export class InsightSummaryDto {
  @IdField()
  id!: string;

  @EnumField(INSIGHT_TYPES, { name: 'InsightType', description: 'Which detector found it' })
  type!: InsightType;

  @TextField()
  title!: string;

  @EnumField(INSIGHT_VIEWS, { name: 'InsightView', description: 'open, or what was decided about it; expired: it stopped being true' })
  state!: InsightView;

  @IntField({ description: 'How many of the sample' })
  affected!: number;

  @IntField({ description: 'How many were counted' })
  sample!: number;

  @NumberField({ nullable: true, description: 'The share that was to be expected, from 0 to 1. Null where nothing is compared' })
  expected!: number | null;

  @NumberField({ nullable: true, description: 'Of the share, from 0 to 1: the lower end of its 95% interval. Null for a full count' })
  low!: number | null;

  @NumberField({ nullable: true, description: 'The upper end' })
  high!: number | null;

  @NumberField({ description: 'Of the statistic: 1 minus the corrected p-value. 1 for a full count' })
  confidence!: number;

  @NestedListField(() => InsightBarDto)
  bars!: InsightBarDto[];

  @NestedField(() => InsightActionDto, { description: 'What can be done about it' })
  action!: InsightActionDto;

  @DateTimeField({ nullable: true, description: 'Snoozed until then' })
  snoozedUntil!: string | null;

  @TextField({ nullable: true, max: LONGEST_REASON, description: 'Of whoever decided' })
  reason!: string | null;

  @TextField({ nullable: true, description: 'Who decided' })
  decidedByName!: string | null;

  @DateTimeField({ nullable: true })
  decidedAt!: string | null;

  @DateTimeField({ description: 'When it was first found, or found again' })
  createdAt!: string;

  @DateTimeField({ description: 'When it was last confirmed' })
  seenAt!: string;
}

export class InsightDto extends InsightSummaryDto {
  @TextField({ max: 2_000, description: 'What was counted' })
  query!: string;

  @TextField({ max: 2_000, description: 'How it was worked out' })
  method!: string;

  @DateTimeField({ description: 'The period that was counted' })
  from!: string;

  @DateTimeField()
  until!: string;
}

export class ListInsightsQuery extends PageQuery {
  @EnumField(INSIGHT_VIEWS, { optional: true, name: 'InsightView', description: 'open when left out. The largest effect first' })
  view?: InsightView;
}

export class InsightStateDto {
  @IntField()
  open!: number;

  @IntField()
  snoozed!: number;

  @IntField()
  accepted!: number;

  @DateTimeField({ nullable: true, description: 'When the figures were last checked. Null: not yet' })
  checkedAt!: string | null;
}

export class InsightRowDto {
  @IdField({ nullable: true, description: 'Null when the contact was deleted' })
  contactId!: string | null;

  @TextField({ nullable: true })
  contactName!: string | null;

  @IdField({ nullable: true })
  campaignId!: string | null;

  @TextField({ nullable: true })
  campaignName!: string | null;

  @TextField({ max: 2_000 })
  detail!: string;

  @DateTimeField()
  at!: string;
}

/** The weekly mail as this person would get it now. */
export class InsightDigestDto {
  @IntField({ description: 'Insights of the last 7 days. 0: nothing would be sent, and the rest is empty' })
  found!: number;

  @TextField()
  subject!: string;

  @TextField()
  text!: string;

  @TextField()
  html!: string;
}

/** Why a contact is among the rows of an open insight. */
export class ContactInsightDto {
  @IdField({ description: 'Of the insight' })
  id!: string;

  @EnumField(INSIGHT_TYPES, { name: 'InsightType' })
  type!: InsightType;

  @TextField({ description: 'Of the insight' })
  title!: string;

  @TextField({ max: 2_000, description: 'What happened with the contact' })
  detail!: string;

  @DateTimeField()
  at!: string;
}

export class DecideInsightDto {
  @EnumField(INSIGHT_DECISIONS, {
    name: 'InsightDecision',
    description: 'dismissed: not shown again unless it grows by half. open takes a decision back',
  })
  state!: InsightDecision;

  @DateTimeField({
    optional: true,
    nullable: true,
    description: 'In the future, at most a year ahead. Needed for snoozed, and for nothing else',
  })
  snoozedUntil?: string | null;

  @TextField({ optional: true, nullable: true, max: LONGEST_REASON })
  reason?: string | null;
}
