import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { CustomFieldService } from '../../customFields/CustomFieldService.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { badSchedule } from '../campaignErrors.js';
import type { Audience, Campaign } from '../CampaignRow.js';
import { type CampaignSchedule, instantOf } from '../campaignSchedule.js';
import { ZoneNames } from './zoneNames.js';
import { type ZonedStart, zonedStartOf } from './zonedStart.js';
import { type ZoneOutlook, zoneOutlook } from './zoneOutlook.js';

/** Its values are words that may name a zone. */
const FIELD_TYPES: readonly string[] = ['text', 'select'];
/** More different values than there are zones and ways to write them: what comes after those with the most people is rare and none. */
const MOST_VALUES = 2_000;

export interface ScheduleZones extends ZoneOutlook {
  readonly start: ZonedStart;
  readonly isFieldGone: boolean;
}

/** The time zones of recipients: one custom field of the workspace says them. */
@Injectable()
export class RecipientClocks {
  constructor(
    private readonly fields: CustomFieldService,
    private readonly audiences: AudienceRepository,
  ) {}

  /** @throws AppError `campaign.badSchedule` for a field that is not there or holds no words */
  async requireField(ctx: WorkspaceContext, schedule: CampaignSchedule): Promise<void> {
    const start = zonedStartOf(schedule);
    if (start && !(await this.namesIn(ctx, start)))
      throw badSchedule('zoneField', 'Choose the custom field that holds each contact’s time zone. It must be of type text or select.');
  }

  /** Null: the schedule's zone counts for all. `isFieldGone`: for all as well, because the field was deleted. */
  async outlook(
    ctx: WorkspaceContext,
    { schedule, audience }: { readonly schedule: CampaignSchedule; readonly audience: Audience },
  ): Promise<ScheduleZones | null> {
    const start = zonedStartOf(schedule);
    if (!start) return null;
    const names = await this.namesIn(ctx, start);
    const counted = await this.audiences.countByValue(ctx, audience, start.zoneField, MOST_VALUES);
    const values = counted.map(({ value, count }) => ({ value: names ? value : null, people: Number(count) }));
    const left = Number(counted[0]?.total ?? 0) - values.reduce((sum, { people }) => sum + people, 0);
    const all = left > 0 ? [...values, { value: counted.at(-1)?.value ?? null, people: left }] : values;
    return { ...zoneOutlook(start, names ?? new ZoneNames([]), all), start, isFieldGone: names === null };
  }

  /**
   * When each of these contacts gets the message: one statement for all. Whoever is left out gets it when the campaign's own clocks show
   * the time. Null: at once, as far as zones are concerned.
   */
  async momentsOf(
    ctx: WorkspaceContext,
    { schedule }: Pick<Campaign, 'schedule'>,
    contactIds: readonly string[],
  ): Promise<((contactId: string) => string) | null> {
    const start = zonedStartOf(schedule);
    if (!start || contactIds.length === 0) return null;
    const names = await this.namesIn(ctx, start);
    const values = names ? await this.audiences.valuesOf(ctx, start.zoneField, contactIds) : new Map<string, string>();
    const moments = new Map<string, string>();
    const momentIn = (zone: string): string => {
      const moment = moments.get(zone) ?? instantOf(start.localTime, zone).toISOString();
      moments.set(zone, moment);
      return moment;
    };
    return (contactId) => momentIn(names?.read(values.get(contactId) ?? '') ?? start.timeZone);
  }

  private async namesIn(ctx: WorkspaceContext, { zoneField }: ZonedStart): Promise<ZoneNames | null> {
    const field = (await this.fields.list(ctx, true)).find(({ id }) => id === zoneField);
    return field && FIELD_TYPES.includes(field.fieldType) ? new ZoneNames(field.choices) : null;
  }
}
