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
} from '../../platform/http/fields.js';
import { SKIP_REASONS } from './RecipientDtos.js';
import { DEVICE_APPS, DEVICE_KINDS, DEVICE_SYSTEMS, type DeviceApp, type DeviceKind, type DeviceSystem } from './tracking/devices.js';

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

export class ReportDeviceDto {
  @EnumField(DEVICE_KINDS, {
    name: 'DeviceKind',
    description: '`proxy`: the image service of a mail provider, which hides the device; its opens are not among those of people',
  })
  kind!: DeviceKind;
  @EnumField(DEVICE_SYSTEMS, { name: 'DeviceSystem' }) system!: DeviceSystem;
  @EnumField(DEVICE_APPS, { name: 'DeviceApp', description: 'The mail program or browser; of a proxy, the service that it belongs to' })
  app!: DeviceApp;
  @IntField({ description: 'Recipients who opened it first there; 0 without names' }) opened!: number;
  @IntField({ description: 'Recipients who followed their first link there; 0 without names' }) clicked!: number;
  @IntField({ description: 'How often it was opened there' }) opens!: number;
  @IntField({ description: 'How often links were followed there' }) clicks!: number;
}

export class ReportTrackingDto {
  @BoolField({ description: 'Whether opens are followed' }) opens!: boolean;
  @BoolField({ description: 'Whether clicks are followed' }) clicks!: boolean;
  @BoolField({ description: 'Only how often, never who' }) isAnonymous!: boolean;
  @IntField({ description: 'How often its image was fetched by people' }) imageVisits!: number;
  @IntField({ description: 'How often it was fetched by machines' }) imageMachineVisits!: number;
}

/** Rates that campaigns are compared by: of the messages that were sent and did not come back; bounces of all that were sent. */
export const COMPARED_RATES = ['opened', 'clicked', 'replied', 'unsubscribed', 'bounced', 'complained'] as const;
export type ComparedRate = (typeof COMPARED_RATES)[number];

export class ReportDomainDto {
  @TextField({ description: 'What follows the @ of their addresses' }) domain!: string;
  @IntField({ description: 'Messages that a mail server took over' }) sent!: number;
  @IntField() delivered!: number;
  @IntField() bounced!: number;
  @IntField() opened!: number;
  @IntField() clicked!: number;
  @IntField() complained!: number;
}

const RATE = { nullable: true, description: 'From 0 to 1, of those sent. Null: no earlier campaign has it' } as const;

export class ReportComparisonDto {
  @IntField({ description: 'How many earlier campaigns of this workspace the medians are of: the last twenty at most' }) campaigns!: number;
  @NumberField({ ...RATE, description: `${RATE.description}; only of campaigns with opens` }) opened!: number | null;
  @NumberField({ ...RATE, description: `${RATE.description}; only of campaigns with clicks` }) clicked!: number | null;
  @NumberField(RATE) replied!: number | null;
  @NumberField(RATE) unsubscribed!: number | null;
  @NumberField(RATE) bounced!: number | null;
  @NumberField(RATE) complained!: number | null;
}

export class CampaignReportDto {
  @DateTimeField({ nullable: true }) startedAt!: string | null;
  @DateTimeField({ nullable: true, description: 'The end of `hours`: thirty days after the start, or now' }) until!: string | null;
  @NestedListField(() => ReportHourDto, { description: 'Hours in which anything happened, oldest first' }) hours!: ReportHourDto[];
  @NestedListField(() => UnreachedDto, { description: 'Who did not get the message, largest group first' }) notReached!: UnreachedDto[];
  @NestedListField(() => ReportLinkDto, { description: 'Links that were followed, in their order in the message' }) links!: ReportLinkDto[];
  @NestedListField(() => ReportDeviceDto, {
    description: 'What it was opened and clicked on, as far as user agents tell, most used first. Scanners count nowhere',
  })
  devices!: ReportDeviceDto[];
  @NestedField(() => ReportTrackingDto) tracking!: ReportTrackingDto;
  @NestedListField(() => ReportDomainDto, { description: 'The ten mail domains with the most messages, largest first' })
  domains!: ReportDomainDto[];
  @NestedField(() => ReportComparisonDto, { description: 'Medians of the campaigns that were sent before this one' })
  comparison!: ReportComparisonDto;
}
