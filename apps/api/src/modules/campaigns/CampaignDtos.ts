import { LONGEST_TEXT, RULE_WEEKDAYS, type RuleWeekday } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EmailField,
  EnumField,
  EnumListField,
  IdField,
  IdListField,
  IntField,
  NestedField,
  NestedListField,
  TextField,
  TextListField,
  TimeZoneField,
  WallTimeField,
} from '../../platform/http/fields.js';
import { AbTestDto } from './abTests/AbTestDtos.js';
import { PageQuery } from '../../platform/http/Page.js';
import { FOLLOW_UP_SLICES, type FollowUpSlice } from './followUps.js';
import { CAMPAIGN_ACTIONS, CAMPAIGN_STATUSES, type CampaignAction, type CampaignStatus } from './campaignTransitions.js';

export const CAMPAIGN_TYPES = ['email', 'text'] as const;
export type CampaignType = (typeof CAMPAIGN_TYPES)[number];

export class AudienceDto {
  @IdListField({ max: 100, description: 'All contacts on any of these lists' }) listIds!: string[];
  @IdListField({ optional: true, max: 100, description: 'Except contacts on one of these' }) excludeListIds: string[] = [];
  @IdListField({ optional: true, max: 20, description: 'All contacts in any of these segments, besides those on the lists' })
  segmentIds: string[] = [];
  @IdListField({ optional: true, max: 20, description: 'Except contacts in one of these segments' }) excludeSegmentIds: string[] = [];
  @IdField({ optional: true, nullable: true, description: 'Except contacts who left this topic. null: about no topic' })
  topicId?: string | null;
}

export class SendingHoursDto {
  @EnumListField(RULE_WEEKDAYS, { name: 'Weekday', description: 'Days on which it is sent' })
  days!: readonly RuleWeekday[];
  @TextField({ max: 5, example: '09:00', description: 'Time of day from which on it is sent, in the zone of the schedule' }) from!: string;
  @TextField({
    max: 5,
    example: '18:00',
    description: 'Time of day until which it is sent; one that is earlier than `from` is on the day after, so 00:00 is the end of the day',
  })
  until!: string;
}

export class ScheduleDto {
  @EnumField(['now', 'at', 'recurring'], { name: 'ScheduleKind' }) kind!: 'now' | 'at' | 'recurring';
  @WallTimeField({ optional: true, description: 'Wall time, for `at`; for `recurring` the first day and the time of day' })
  localTime?: string;
  @TimeZoneField({ optional: true, description: 'IANA zone, for `at`, `recurring` and `hours`', example: 'Europe/Berlin' })
  timeZone?: string;
  @EnumField(['campaign', 'recipient'], {
    optional: true,
    name: 'ScheduleZones',
    description:
      'For `at`, `recurring`, and for `now` with `hours`: whether start and hours count in `timeZone`, or in the time zone of each recipient. Left out: `campaign`',
  })
  zones?: 'campaign' | 'recipient';
  @IdField({
    optional: true,
    description:
      'For `zones` of `recipient`: the custom field of type text or select with IANA zones, such as America/New_York. `timeZone` counts for contacts without a valid one',
  })
  zoneField?: string;
  @TextField({
    optional: true,
    max: 120,
    description:
      'For `recurring`: a rule of RFC 5545 with FREQ of DAILY, WEEKLY (with BYDAY) or MONTHLY (with BYMONTHDAY or BYDAY such as 2TU), INTERVAL, and COUNT or UNTIL=20261231',
  })
  rule?: string;
  @EnumField(['send', 'monday'], {
    optional: true,
    name: 'WeekendHandling',
    description: 'For `recurring`: what falls on a Saturday or Sunday goes out then, or on the Monday after',
  })
  weekends?: 'send' | 'monday';
  @BoolField({ optional: true, description: 'For `recurring`: only to people to whom nothing of this series went' }) onlyNew?: boolean;
  @NestedField(() => SendingHoursDto, { optional: true, description: 'It is sent only then, and rests outside. Left out: at any time' })
  hours?: SendingHoursDto;
  @IntField({ optional: true, min: 1, max: 100_000, description: 'At most so many messages an hour, spread evenly. Left out: no limit' })
  perHour?: number;
}

export class CampaignTrackingDto {
  @BoolField({ optional: true, nullable: true, description: 'Whether opens are followed; null: as in the workspace' })
  opens: boolean | null = null;
  @BoolField({ optional: true, nullable: true, description: 'Whether clicks are followed; null: as in the workspace' })
  clicks: boolean | null = null;
  @TextField({ optional: true, nullable: true, max: 120, description: 'utm_campaign of links; null uses the name of the campaign' })
  utmCampaign: string | null = null;
}

export class CampaignDraftDto {
  @IdField({ optional: true, nullable: true }) templateId?: string | null;
  @TextField({ optional: true, nullable: true, max: 250, description: 'null uses the template’s subject' }) subject?: string | null;
  @TextField({ optional: true, nullable: true, max: LONGEST_TEXT, description: 'Of texts: what they say, with merge tags' })
  text?: string | null;
  @TextField({ optional: true, nullable: true, max: 120 }) fromName?: string | null;
  @EmailField({ optional: true, nullable: true }) fromEmail?: string | null;
  @EmailField({ optional: true, nullable: true }) replyTo?: string | null;
  @NestedField(() => AudienceDto, { optional: true }) audience?: AudienceDto;
  @NestedField(() => ScheduleDto, { optional: true }) schedule?: ScheduleDto;
  @NestedField(() => CampaignTrackingDto, { optional: true }) tracking?: CampaignTrackingDto;
  @NestedField(() => AbTestDto, { optional: true, nullable: true, description: 'Of a campaign of email: variants that are compared' })
  abTest?: AbTestDto | null;
}

export class CreateCampaignDto extends CampaignDraftDto {
  @TextField({ min: 1, max: 120 }) name!: string;
  @EnumField(CAMPAIGN_TYPES, { optional: true, name: 'CampaignType', description: 'Left out: email. It stays what it was made as' })
  type?: CampaignType;
}

export class UpdateCampaignDto extends CampaignDraftDto {
  @TextField({ optional: true, min: 1, max: 120 }) name?: string;
  @IntField({ min: 1, description: 'The version that was edited' }) version!: number;
}

export class CountsDto {
  @IntField() recipients!: number;
  @IntField() planned!: number;
  @IntField() claimed!: number;
  @IntField() handed!: number;
  @IntField({ description: 'Accepted by the provider, with no delivery event since' }) accepted!: number;
  @IntField() delivered!: number;
  @IntField() failed!: number;
  @IntField() uncertain!: number;
  @IntField() skipped!: number;
  @IntField() opened!: number;
  @IntField() clicked!: number;
  @IntField({ description: 'Opened by machines only: image proxies, scanners' }) machineOpened!: number;
  @IntField({ description: 'Links followed by machines only' }) machineClicked!: number;
  @IntField() bounced!: number;
  @IntField() complained!: number;
  @IntField() unsubscribed!: number;
  @IntField() replied!: number;
}

export class PersonDto {
  @IdField() id!: string;
  @TextField() name!: string;
}

export class FieldChangeDto {
  @TextField() field!: string;
  @TextField({ nullable: true }) was!: string | null;
  @TextField({ nullable: true }) is!: string | null;
}

export const APPROVAL_STATUSES = ['pending', 'approved', 'rejected', 'void'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

export class ApprovedAudienceDto {
  @BoolField({ description: 'False while it is being recorded; it cannot be approved before' }) isRecorded!: boolean;
  @IntField({ description: 'People recorded so far' }) members!: number;
}

export class SealedFindingDto {
  @TextField({ description: 'Stable, for programs' }) code!: string;
  @EnumField(['error', 'serious', 'warning', 'note'], { name: 'SealedFindingSeverity' }) severity!:
    'error' | 'serious' | 'warning' | 'note';
  @TextField({ max: 1000 }) message!: string;
  @TextField({ nullable: true, description: 'Of the link it is about' }) url!: string | null;
}

export class SignatureDto {
  @NestedField(() => PersonDto, { nullable: true }) reviewer!: PersonDto | null;
  @DateTimeField() at!: string;
  @TextField({ nullable: true, max: 2000 }) notes!: string | null;
  @NestedListField(() => SealedFindingDto, {
    nullable: true,
    description: 'What the checks had found when they approved, sealed with the approval; null where that was not kept yet',
  })
  findings!: SealedFindingDto[] | null;
}

export class ApprovalDto {
  @IdField() id!: string;
  @EnumField(APPROVAL_STATUSES, { name: 'ApprovalStatus' }) status!: ApprovalStatus;
  @NestedField(() => PersonDto, { nullable: true }) requestedBy!: PersonDto | null;
  @DateTimeField() requestedAt!: string;
  @NestedField(() => PersonDto, { nullable: true }) reviewer!: PersonDto | null;
  @DateTimeField({ nullable: true }) reviewedAt!: string | null;
  @TextField({ nullable: true, max: 2000, description: 'Note by the reviewer' }) notes!: string | null;
  @TextField({ nullable: true, max: 2000, description: 'Note by the requester' }) requestNotes!: string | null;
  @IntField({ description: 'How many different people have to approve it, as set when approval was requested' }) needed!: number;
  @NestedListField(() => SignatureDto, { description: 'Who has approved it so far, in their order' }) signatures!: SignatureDto[];
  @BoolField() isSelfApproval!: boolean;
  @DateTimeField({ nullable: true }) expiresAt!: string | null;
  @NestedListField(() => FieldChangeDto, { description: 'What has changed since it was sealed' }) changes!: FieldChangeDto[];
  @NestedField(() => ApprovedAudienceDto, { nullable: true, description: 'Who was in the audience when approval was requested' })
  audience!: ApprovedAudienceDto | null;
  @BoolField({ description: 'Contacts who join before sending get the message too, within the drift limit' }) allowsGrowth!: boolean;
  @IntField({ nullable: true, description: 'By how many percent the audience could grow, as set at the time of the decision' })
  driftLimit!: number | null;
  @BoolField({ description: 'Paused until an approver approves it again as it is now' }) needsRenewal!: boolean;
}

export class CampaignTemplateDto {
  @IdField() id!: string;
  @TextField() name!: string;
  @IntField() version!: number;
  @TextField({ nullable: true, description: 'What people call this version' }) versionLabel!: string | null;
}

export class DateDto {
  @DateTimeField() at!: string;
  @TextField({ description: 'In words, where the zone of the schedule is' }) text!: string;
}

export class CampaignSummaryDto {
  @IdField() id!: string;
  @TextField() name!: string;
  @EnumField(CAMPAIGN_TYPES, { name: 'CampaignType' }) type!: CampaignType;
  @EnumField(CAMPAIGN_STATUSES, { name: 'CampaignStatus' }) status!: CampaignStatus;
  @TextField({ nullable: true, description: 'Why it is paused or came back to draft' }) statusReason!: string | null;
  @TextField({ nullable: true }) subject!: string | null;
  @NestedField(() => CountsDto) counts!: CountsDto;
  @DateTimeField({ nullable: true, description: 'When it starts; of a series the next date' }) scheduledAt!: string | null;
  @IdField({ nullable: true, description: 'Of what a recurring campaign made: that campaign' }) seriesId!: string | null;
  @BoolField({ description: 'A recurring campaign: it makes one for each of its dates' }) isSeries!: boolean;
  @DateTimeField({ nullable: true }) startedAt!: string | null;
  @DateTimeField({ nullable: true }) finishedAt!: string | null;
  @DateTimeField() createdAt!: string;
  @DateTimeField() updatedAt!: string;
}

export class CampaignDto extends CampaignSummaryDto {
  @IdField({ nullable: true }) templateId!: string | null;
  @TextField({ nullable: true, max: LONGEST_TEXT, description: 'Of texts: what they say' }) text!: string | null;
  @TextField({ nullable: true }) fromName!: string | null;
  @TextField({ nullable: true }) fromEmail!: string | null;
  @TextField({ nullable: true }) replyTo!: string | null;
  @NestedField(() => AudienceDto) audience!: AudienceDto;
  @NestedField(() => ScheduleDto) schedule!: ScheduleDto;
  @NestedField(() => CampaignTrackingDto) tracking!: CampaignTrackingDto;
  @NestedField(() => AbTestDto, { nullable: true }) abTest!: AbTestDto | null;
  @NestedField(() => CampaignTemplateDto, { nullable: true }) template!: CampaignTemplateDto | null;
  @IntField() version!: number;
  @NestedField(() => ApprovalDto, { nullable: true }) approval!: ApprovalDto | null;
  @NestedField(() => PersonDto, { nullable: true }) createdBy!: PersonDto | null;
  @NestedListField(() => DateDto, { description: 'Of a recurring campaign: its next dates' }) nextDates!: DateDto[];
  @TextListField({ description: `Any of: ${CAMPAIGN_ACTIONS.join(', ')}` }) allowedActions!: CampaignAction[];
}

export class ListCampaignsQuery extends PageQuery {
  @EnumField(CAMPAIGN_STATUSES, { optional: true, name: 'CampaignStatus' }) status?: CampaignStatus;
  @TextField({ optional: true, max: 120 }) search?: string;
  @EnumField(['-updatedAt', 'updatedAt', 'name', '-name', '-createdAt', 'createdAt'], { optional: true }) sort?: string;
}

export class DeletedCampaignDto {
  @IdField() id!: string;
}

export class NotesDto {
  @TextField({ optional: true, nullable: true, max: 2000 }) notes?: string | null;
}

export class ApproveDto extends NotesDto {
  @BoolField({ optional: true, description: 'Also send to contacts who join the lists before sending, within the drift limit' })
  allowsGrowth?: boolean;
  @IntField({ optional: true, min: 1, description: 'The version that was reviewed; another one is refused' }) version?: number;
}

export class RejectDto {
  @TextField({ min: 1, max: 2000, description: 'What needs to change' }) notes!: string;
}

export class CampaignTestDto {
  @EmailField({ optional: true, description: 'Of a campaign of email: needed' }) to?: string;
  @TextField({
    optional: true,
    min: 1,
    max: 100,
    description: 'Of a campaign of texts: needed. Without a country code it is read as a number of the workspace’s country',
  })
  phone?: string;
  @IdField({ optional: true, nullable: true, description: 'Render it as this contact' }) contactId?: string | null;
  @IdField({ optional: true, nullable: true, description: 'Of a campaign with variants: which one; left out: the first' })
  variantId?: string | null;
}

export class FollowUpDto {
  @EnumField(FOLLOW_UP_SLICES, {
    name: 'FollowUpSlice',
    description: 'Whom it is for: recipients who did this, or got the message and did not. They become a segment',
  })
  slice!: FollowUpSlice;
}
