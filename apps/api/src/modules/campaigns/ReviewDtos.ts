import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  NumberField,
  TextField,
  TextListField,
} from '../../platform/http/fields.js';
import { CampaignDto } from './CampaignDtos.js';
import { SKIP_REASONS, type SkipReason } from './RecipientDtos.js';
import { VISITOR_KINDS, type VisitorKind } from './tracking/visitors.js';

export class SkippedCountDto {
  @EnumField(SKIP_REASONS, { name: 'SkipReason' }) reason!: SkipReason;
  @IntField() count!: number;
  @TextField({ max: 1000 }) message!: string;
}

export class AudienceDriftDto {
  @IntField({ description: 'People in the audience when approval was requested' }) recorded!: number;
  @IntField({ description: 'Joined since; left out unless the approver allows growth' }) joined!: number;
  @IntField({ description: 'No longer in the audience' }) left!: number;
  @IntField({ description: 'Have changed their address since; treated like those who joined' }) moved!: number;
  @DateTimeField() asOf!: string;
}

export class AudienceReviewDto {
  @IntField({ description: 'People on the chosen lists' }) matched!: number;
  @IntField({ description: 'Of them, who will get the message' }) sendable!: number;
  @NestedListField(() => SkippedCountDto) skipped!: SkippedCountDto[];
  @NestedField(() => AudienceDriftDto, { nullable: true, description: 'What has changed since approval was requested' })
  sinceRequest!: AudienceDriftDto | null;
  @IntField({ description: 'By how many percent the audience may grow before an approval is void' }) driftLimit!: number;
}

export class PreflightDto {
  @TextField({ description: 'Stable, for programs' }) code!: string;
  @EnumField(['error', 'warning', 'ok'], { name: 'PreflightSeverity' }) severity!: 'error' | 'warning' | 'ok';
  @TextField({ max: 1000 }) message!: string;
  @TextField({ optional: true }) field?: string;
}

export class WorstRenderDto {
  @IdField() contactId!: string;
  @TextField() displayName!: string;
  @TextField({ description: 'Why this one is worth a look' }) why!: string;
  @TextField({ max: 10_000 }) subject!: string;
  @TextField({ max: 5_000_000, description: 'Empty for texts' }) html!: string;
  @TextField({ max: 5_000_000 }) text!: string;
}

export class ReviewVariantDto {
  @IdField() id!: string;
  @TextField() name!: string;
  @TextField({ nullable: true, description: 'As it is sent, with merge tags' }) subject!: string | null;
  @TextField({ nullable: true }) fromName!: string | null;
  @TextField({ nullable: true, description: 'Name and version of its template' }) template!: string | null;
  @TextListField({ description: 'What differs from the first variant: any of subject, fromName, template' }) differsIn!: string[];
  @NestedListField(() => WorstRenderDto, { description: 'For those to whom it most likely looks wrong' }) renders!: WorstRenderDto[];
}

export class ReviewAbTestDto {
  @TextField({ max: 1000, description: 'In words' }) text!: string;
  @IntField({ description: 'People in the test' }) inTest!: number;
  @IntField({ description: 'People who get what is decided' }) rest!: number;
  @TextField({
    nullable: true,
    max: 1000,
    description: 'Where each recipient’s time zone counts: until when it is decided, and when the rest gets it, in words',
  })
  decision!: string | null;
  @NestedListField(() => ReviewVariantDto) variants!: ReviewVariantDto[];
}

export class ReviewSenderDto {
  @TextField() type!: string;
  @TextField() label!: string;
  @TextField({ nullable: true }) fromName!: string | null;
  @TextField({ nullable: true }) fromEmail!: string | null;
  @TextField({ nullable: true }) replyTo!: string | null;
}

export class ReviewScheduleDto {
  @DateTimeField({ nullable: true }) startsAt!: string | null;
  @TextField({ description: 'In words' }) text!: string;
  @TextField({ nullable: true, description: 'Its sending hours in words; null: at any time' }) hours!: string | null;
}

export class ReviewZoneDto {
  @TextField({ description: 'IANA zone' }) zone!: string;
  @IntField() people!: number;
  @DateTimeField({ description: 'When they get it: the start at the earliest' }) at!: string;
  @TextField({ description: 'The same on their clocks, in words' }) text!: string;
}

export class ReviewZonesDto {
  @DateTimeField({ description: 'When the first recipients get it' }) first!: string;
  @DateTimeField({ description: 'When the last recipients get it, as far as time zones decide' }) last!: string;
  @IntField({ description: 'Different time zones of the recipients' }) total!: number;
  @NestedListField(() => ReviewZoneDto, { description: 'Those with the most people, by moment' }) top!: ReviewZoneDto[];
  @IntField({ description: 'People in the time zones that are left out' }) others!: number;
  @IntField({ description: 'People who get it at once, because the time has passed where they are' }) atOnce!: number;
}

export class EstimateDto {
  @IntField() messages!: number;
  @IntField({ description: 'From its start to the last message, with the time outside its sending hours' }) seconds!: number;
  @IntField({ description: 'At least 1, also where a limit for an hour allows less' }) perMinute!: number;
  @IntField({ description: 'Of the seconds, how long a test waits for its decision' }) waitSeconds!: number;
}

export class TextCostDto {
  @IntField({ description: 'Of the longest text among those that were looked at' }) segmentsAtMost!: number;
  @IntField({ description: 'Of all texts, estimated from those that were looked at' }) segments!: number;
  @NumberField({ nullable: true, description: 'What a segment costs, as the workspace has set it; null: not set' }) price!: number | null;
  @NumberField({ nullable: true, description: 'Of all texts; null: the price is not known' }) total!: number | null;
  @TextField({ description: 'ISO 4217' }) currency!: string;
}

export class ReviewTemplateDto {
  @IdField() id!: string;
  @TextField() name!: string;
  @IntField() version!: number;
  @TextField({ nullable: true, description: 'What people call this version' }) versionLabel!: string | null;
  @TextField({ nullable: true }) subject!: string | null;
  @TextField({ nullable: true }) preheader!: string | null;
}

export class CampaignReviewDto {
  @NestedField(() => CampaignDto) campaign!: CampaignDto;
  @NestedField(() => AudienceReviewDto) audience!: AudienceReviewDto;
  @NestedListField(() => PreflightDto) preflight!: PreflightDto[];
  @NestedListField(() => WorstRenderDto) worstRenders!: WorstRenderDto[];
  @NestedField(() => ReviewAbTestDto, { nullable: true, description: 'Of a campaign with variants' }) abTest!: ReviewAbTestDto | null;
  @NestedField(() => ReviewSenderDto) sender!: ReviewSenderDto;
  @NestedField(() => ReviewScheduleDto) schedule!: ReviewScheduleDto;
  @NestedField(() => ReviewZonesDto, { nullable: true, description: 'Where each recipient’s time zone counts' })
  zones!: ReviewZonesDto | null;
  @NestedField(() => EstimateDto) estimate!: EstimateDto;
  @NestedField(() => TextCostDto, { nullable: true, description: 'Of texts' }) cost!: TextCostDto | null;
  @NestedField(() => ReviewTemplateDto, { nullable: true }) template!: ReviewTemplateDto | null;
}

export class TestStepDto {
  @TextField() name!: string;
  @BoolField() ok!: boolean;
  @TextField() detail!: string;
}

export class CampaignTestResultDto {
  @BoolField() ok!: boolean;
  @NestedListField(() => TestStepDto) steps!: TestStepDto[];
  @TextField({ nullable: true }) serverResponse!: string | null;
  @TextField({ nullable: true }) hint!: string | null;
  @TextField() messageId!: string;
}

export class MessageEventDto {
  @TextField() type!: string;
  @DateTimeField() at!: string;
  @TextField({ nullable: true }) detail!: string | null;
  @EnumField(VISITOR_KINDS, {
    nullable: true,
    name: 'VisitorKind',
    description: 'Of an open or a click that we saw ourselves: a person, the image proxy of a mailbox provider, another machine',
  })
  kind!: VisitorKind | null;
}

export class MessageHeaderDto {
  @TextField() name!: string;
  @TextField() value!: string;
}

export class SentMessageDto {
  @IdField() id!: string;
  @IdField({ nullable: true }) contactId!: string | null;
  @IdField({ nullable: true }) campaignId!: string | null;
  @TextField({ nullable: true, description: 'Of a campaign with variants: which one it is' }) variant!: string | null;
  @TextField({ max: 10_000 }) subject!: string;
  @TextField() from!: string;
  @TextField() to!: string;
  @TextField({ max: 5_000_000 }) html!: string;
  @TextField({ max: 5_000_000 }) text!: string;
  @NestedListField(() => MessageHeaderDto) headers!: MessageHeaderDto[];
  @DateTimeField() sentAt!: string;
  @TextField({ nullable: true, description: 'State of its row in the ledger' }) state!: string | null;
  @NestedListField(() => MessageEventDto) events!: MessageEventDto[];
}
