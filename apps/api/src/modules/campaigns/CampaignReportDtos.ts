import { DateTimeField, EnumField, IntField, NestedListField } from '../../platform/http/fields.js';
import { SKIP_REASONS } from './RecipientDtos.js';

/** What recipients did first at a time; each recipient counts once for each. */
export const REPORT_MARKS = ['delivered', 'opened', 'clicked', 'replied', 'bounced', 'unsubscribed', 'complained'] as const;
export type ReportMark = (typeof REPORT_MARKS)[number];

/** Besides the reasons to leave anyone out: what became of messages that were handed over. */
export const UNREACHED_REASONS = [...SKIP_REASONS, 'returned', 'refused', 'uncertain'] as const;
export type UnreachedReason = (typeof UNREACHED_REASONS)[number];

export class ReportHourDto {
  @DateTimeField({ description: 'The full hour (UTC) with which it begins' }) at!: string;
  @IntField() delivered!: number;
  @IntField() opened!: number;
  @IntField() clicked!: number;
  @IntField() replied!: number;
  @IntField() bounced!: number;
  @IntField() unsubscribed!: number;
  @IntField() complained!: number;
}

export class UnreachedDto {
  @EnumField(UNREACHED_REASONS, {
    name: 'UnreachedReason',
    description: 'Why they were left out; or `returned` (bounced), `refused` by the mail server, `uncertain`',
  })
  reason!: UnreachedReason;
  @IntField() count!: number;
}

export class CampaignReportDto {
  @DateTimeField({ nullable: true }) startedAt!: string | null;
  @DateTimeField({ nullable: true, description: 'The end of `hours`: thirty days after the start, or now' }) until!: string | null;
  @NestedListField(() => ReportHourDto, { description: 'Hours in which anything happened, oldest first' }) hours!: ReportHourDto[];
  @NestedListField(() => UnreachedDto, { description: 'Who did not get the message, largest group first' }) notReached!: UnreachedDto[];
}
