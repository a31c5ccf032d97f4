import { BoolField, DateTimeField, EnumField, IdField, NestedListField, TextField } from '../../../platform/http/fields.js';
import { CAMPAIGN_TYPES, type CampaignType } from '../CampaignDtos.js';
import { CAMPAIGN_STATUSES, type CampaignStatus } from '../campaignTransitions.js';

/** `sent`: started, however far it is. `planned`: not approved and launched yet. `recurring`: a future date of a series. */
export const CALENDAR_KINDS = ['sent', 'scheduled', 'planned', 'recurring'] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

export class CalendarEntryDto {
  @DateTimeField() at!: string;
  @EnumField(CALENDAR_KINDS, { name: 'CalendarKind', description: 'Started; scheduled; planned but not launched; a date of a series' })
  kind!: CalendarKind;
  @IdField({ description: 'Of a future date: the recurring campaign' }) campaignId!: string;
  @TextField() name!: string;
  @EnumField(CAMPAIGN_TYPES, { name: 'CampaignType' }) type!: CampaignType;
  @EnumField(CAMPAIGN_STATUSES, { name: 'CampaignStatus' }) status!: CampaignStatus;
  @BoolField({ description: 'It can be moved to another day by changing its schedule' }) isMovable!: boolean;
}

export class CalendarDto {
  @NestedListField(() => CalendarEntryDto) entries!: CalendarEntryDto[];
  @BoolField({ description: 'There is more in this time than 500 entries: ask for less of it' }) isCut!: boolean;
}

export class CalendarQuery {
  @DateTimeField() from!: string;
  @DateTimeField({ description: 'At most 62 days after `from`' }) to!: string;
}
