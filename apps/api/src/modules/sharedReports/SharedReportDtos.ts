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
import { CountsDto, ReportDeviceDto, ReportHourDto, ReportLinkDto, ReportTrackingDto } from '../campaigns/public.js';

/** For how long a link works, in days. */
export const SHARED_DAYS = [7, 30, 90] as const;
export type SharedDays = (typeof SHARED_DAYS)[number];

export class CreateSharedReportDto {
  @IntField({ optional: true, min: 7, max: 90, description: 'For how many days the link works: 7, 30 or 90. Default 30' })
  days?: number;
}

export class SharedLinkDto {
  @IdField() id!: string;
  @TextField({ nullable: true, description: 'Who made it; null: their account is gone' }) createdBy!: string | null;
  @DateTimeField() createdAt!: string;
  @DateTimeField() expiresAt!: string;
  @BoolField({ description: 'It leads nowhere any more' }) isExpired!: boolean;
  @IntField({ description: 'How often the report was opened with it' }) opens!: number;
  @DateTimeField({ nullable: true }) lastOpenedAt!: string | null;
}

export class NewSharedLinkDto {
  @NestedField(() => SharedLinkDto) link!: SharedLinkDto;
  @TextField({ max: 2000, description: 'The address to pass on. It is shown this once: only its hash is kept' }) url!: string;
}

export class SharedLogoDto {
  @TextField({ max: 2000 }) url!: string;
  @IntField({ description: 'Pixels as shown' }) width!: number;
  @IntField({ description: 'Pixels as shown' }) height!: number;
}

/** The report of a campaign as strangers see it: counts, and no person. */
export class SharedReportDto {
  @TextField() workspaceName!: string;
  @TextField({ nullable: true, description: 'The colour of the workspace, as #rrggbb' }) colour!: string | null;
  @NestedField(() => SharedLogoDto, { nullable: true }) logo!: SharedLogoDto | null;
  @TextField() campaignName!: string;
  @EnumField(['email', 'text'], { name: 'CampaignType' }) type!: 'email' | 'text';
  @DateTimeField({ nullable: true }) startedAt!: string | null;
  @DateTimeField({ description: 'When the figures were counted' }) asOf!: string;
  @DateTimeField({ description: 'Until when the link works' }) expiresAt!: string;
  @NestedField(() => CountsDto) counts!: CountsDto;
  @DateTimeField({ nullable: true, description: 'The end of `hours`: thirty days after the start, or now' }) until!: string | null;
  @NestedListField(() => ReportHourDto, { description: 'Hours in which anything happened, oldest first' }) hours!: ReportHourDto[];
  @NestedListField(() => ReportLinkDto, { description: 'Links that were followed, in their order in the message' }) links!: ReportLinkDto[];
  @NestedListField(() => ReportDeviceDto) devices!: ReportDeviceDto[];
  @NestedField(() => ReportTrackingDto) tracking!: ReportTrackingDto;
}
