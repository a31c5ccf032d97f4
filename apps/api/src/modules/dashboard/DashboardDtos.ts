import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { NEED_KINDS, NEED_PAGES } from '../../platform/needs/NeedsYou.js';

class DayCountDto {
  @TextField({ description: 'Date in the time zone of the workspace', example: '2026-01-31' })
  date!: string;

  @IntField()
  count!: number;
}

class ContactNumbersDto {
  @IntField()
  total!: number;

  @IntField({ description: 'In the period' })
  added!: number;

  @IntField({ description: 'In the period of the same length before it' })
  addedBefore!: number;

  @NestedListField(() => DayCountDto, { description: 'The days of the period, oldest first, those without any included' })
  daily!: DayCountDto[];
}

class ListNumbersDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @BoolField()
  isPrimary!: boolean;

  @IntField()
  count!: number;
}

class CampaignNumbersDto {
  @IntField()
  recipients!: number;

  @IntField()
  planned!: number;

  @IntField()
  claimed!: number;

  @IntField()
  handed!: number;

  @IntField()
  accepted!: number;

  @IntField()
  delivered!: number;

  @IntField()
  failed!: number;

  @IntField()
  uncertain!: number;

  @IntField()
  skipped!: number;

  @IntField()
  opened!: number;

  @IntField()
  clicked!: number;
}

class DashboardCampaignDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @TextField()
  status!: string;

  @TextField({ nullable: true })
  statusReason!: string | null;

  @NestedField(() => CampaignNumbersDto)
  counts!: CampaignNumbersDto;

  @DateTimeField({ nullable: true })
  scheduledAt!: string | null;

  @DateTimeField({ nullable: true })
  startedAt!: string | null;

  @DateTimeField({ nullable: true })
  finishedAt!: string | null;

  @DateTimeField()
  updatedAt!: string;
}

class DashboardCampaignsDto {
  @RecordField({ description: 'Number of campaigns by status' })
  byStatus!: Record<string, number>;

  @NestedListField(() => DashboardCampaignDto, { description: 'Scheduled, sending or paused' })
  active!: DashboardCampaignDto[];

  @NestedListField(() => DashboardCampaignDto, { description: 'The five changed last' })
  recent!: DashboardCampaignDto[];
}

class MailDayDto {
  @TextField({ description: 'Date in the time zone of the workspace', example: '2026-01-31' })
  date!: string;

  @IntField()
  sent!: number;

  @IntField({ description: 'Messages opened for the first time on this day' })
  opened!: number;
}

class OutcomesDto {
  @IntField({ description: 'Accepted by the provider, including those that bounced later' })
  sent!: number;

  @IntField()
  delivered!: number;

  @IntField()
  failed!: number;

  @IntField()
  bounced!: number;

  @IntField()
  complained!: number;

  @IntField()
  unsubscribed!: number;

  @IntField()
  opened!: number;

  @IntField()
  clicked!: number;
}

class SenderOutcomesDto extends OutcomesDto {
  @IdField({ nullable: true, description: 'Null: it is deleted, or it was the mail lab of a workspace without a sender' })
  senderId!: string | null;

  @TextField({ description: 'Its name; of a deleted one, its kind' })
  name!: string;
}

class DeliverabilityDto extends OutcomesDto {
  @IntField({ description: 'Days looked back: campaigns started since then' })
  days!: number;

  @IntField()
  uncertain!: number;

  @NestedField(() => OutcomesDto, { description: 'Of the campaigns started in the period of the same length before' })
  before!: OutcomesDto;

  @NestedListField(() => SenderOutcomesDto, { description: 'By sender, the one with the most messages first' })
  bySender!: SenderOutcomesDto[];

  @NestedListField(() => MailDayDto, { description: 'The same days, oldest first, those without any included' })
  daily!: MailDayDto[];
}

class NeedLinkDto {
  @EnumField(NEED_PAGES)
  page!: (typeof NEED_PAGES)[number];

  @IdField({ nullable: true })
  id!: string | null;
}

export class NeedDto {
  @EnumField(NEED_KINDS)
  kind!: (typeof NEED_KINDS)[number];

  @TextField()
  title!: string;

  @NestedField(() => NeedLinkDto)
  link!: NeedLinkDto;
}

class ActivityDto {
  @IdField()
  id!: string;

  @IdField({ nullable: true, description: 'Whose timeline it is on' })
  contactId!: string | null;

  @IdField({ nullable: true, description: 'Set for what a campaign did; its messages count as one' })
  campaignId!: string | null;

  @TextField({ description: 'Of the contact or the campaign' })
  name!: string;

  @TextField({ description: 'The type of the timeline entry, or `campaign`' })
  type!: string;

  @TextField()
  title!: string;

  @DateTimeField()
  timestamp!: string;
}

export class DashboardDto {
  @NestedField(() => ContactNumbersDto)
  contacts!: ContactNumbersDto;

  @NestedListField(() => ListNumbersDto)
  lists!: ListNumbersDto[];

  @NestedField(() => DashboardCampaignsDto)
  campaigns!: DashboardCampaignsDto;

  @NestedField(() => DeliverabilityDto)
  deliverability!: DeliverabilityDto;

  @NestedListField(() => NeedDto)
  needsYou!: NeedDto[];

  @NestedListField(() => ActivityDto)
  recentActivity!: ActivityDto[];
}

export class DashboardQuery {
  @IntField({
    optional: true,
    min: 1,
    max: 365,
    description: 'How many days of the workspace the numbers are about, with today: 30 unless told',
  })
  days?: number;
}

class DomainNumbersRowDto {
  @TextField({ description: 'What is behind the @ of the addresses', example: 'example.com' })
  domain!: string;

  @IntField()
  sent!: number;

  @IntField()
  delivered!: number;

  @IntField()
  bounced!: number;

  @IntField()
  opened!: number;

  @IntField()
  clicked!: number;

  @IntField()
  complained!: number;
}

export class DomainNumbersDto {
  @NestedListField(() => DomainNumbersRowDto, {
    description: 'Those with the most messages first, at most 20. A domain that got fewer than five of a campaign is left out of it',
  })
  domains!: DomainNumbersRowDto[];

  @DateTimeField({ nullable: true, description: 'When the oldest of the counts was made; null without any' })
  countedAt!: string | null;
}
