import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  TextField,
} from '../../platform/http/fields.js';
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

export class ReportLinkDto {
  @IdField() id!: string;
  @TextField({ max: 4000, description: 'Where it leads, with merge tags where it is different for each person' }) url!: string;
  @TextField({ nullable: true, description: 'What a reader sees of it' }) label!: string | null;
  @BoolField() isPersonal!: boolean;
  @IntField({ description: 'Recipients who followed it' }) people!: number;
  @IntField({ description: 'How often people followed it' }) visits!: number;
  @IntField({ description: 'How often machines followed it' }) machineVisits!: number;
}

export class ReportTrackingDto {
  @BoolField({ description: 'Whether opens are followed' }) opens!: boolean;
  @BoolField({ description: 'Whether clicks are followed' }) clicks!: boolean;
  @BoolField({ description: 'Only how often, never who' }) isAnonymous!: boolean;
  @IntField({ description: 'How often its image was fetched by people' }) imageVisits!: number;
  @IntField({ description: 'How often it was fetched by machines' }) imageMachineVisits!: number;
}

export class CampaignReportDto {
  @DateTimeField({ nullable: true }) startedAt!: string | null;
  @DateTimeField({ nullable: true, description: 'The end of `hours`: thirty days after the start, or now' }) until!: string | null;
  @NestedListField(() => ReportHourDto, { description: 'Hours in which anything happened, oldest first' }) hours!: ReportHourDto[];
  @NestedListField(() => UnreachedDto, { description: 'Who did not get the message, largest group first' }) notReached!: UnreachedDto[];
  @NestedListField(() => ReportLinkDto, { description: 'Links that were followed, in their order in the message' }) links!: ReportLinkDto[];
  @NestedField(() => ReportTrackingDto) tracking!: ReportTrackingDto;
}
