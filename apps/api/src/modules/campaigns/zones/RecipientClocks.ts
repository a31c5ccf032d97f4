import { Injectable } from '@nestjs/common';
import { isOpen, nextOpening } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { CustomFieldService } from '../../customFields/CustomFieldService.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { badSchedule } from '../campaignErrors.js';
import type { Audience } from '../CampaignRow.js';
import type { CampaignSchedule } from '../campaignSchedule.js';
import { ZoneNames } from './zoneNames.js';
import { hoursIn, momentIn, type Timed, type ZonedSchedule, zonedOf } from './zonedSchedule.js';
import { type ZoneOutlook, zoneOutlook } from './zoneOutlook.js';

/** Its values are words that may name a zone. */
const FIELD_TYPES: readonly string[] = ['text', 'select'];
/** More different values than there are zones and ways to write them: what comes after those with the most people is rare and none. */
const MOST_VALUES = 2_000;

export interface ScheduleZones extends ZoneOutlook {
  readonly schedule: ZonedSchedule;
  readonly isFieldGone: boolean;
}

/** The time zones of recipients: one custom field of the workspace says them. */
@Injectable()
export class RecipientClocks {
  constructor(
    private readonly fields: CustomFieldService,
    private readonly audiences: AudienceRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `campaign.badSchedule` for a field that is not there or holds no words */
  async requireField(ctx: WorkspaceContext, schedule: CampaignSchedule): Promise<void> {
    const { zones, zoneField = '' } = schedule;
    if (zones === 'recipient' && !(await this.namesIn(ctx, { zoneField })))
      throw badSchedule('zoneField', 'Choose the custom field that holds each contact’s time zone. It must be of type text or select.');
  }

  /** Null: the schedule's zone counts for all. `isFieldGone`: for all as well, because the field was deleted. */
  async outlook(ctx: WorkspaceContext, campaign: Timed & { readonly audience: Audience }): Promise<ScheduleZones | null> {
    const { audience } = campaign;
    const zoned = zonedOf(campaign);
    if (!zoned) return null;
    const names = await this.namesIn(ctx, zoned);
    const counted = await this.audiences.countByValue(ctx, audience, zoned.zoneField, MOST_VALUES);
    const values = counted.map(({ value, count }) => ({ value: names ? value : null, people: Number(count) }));
    const left = Number(counted[0]?.total ?? 0) - values.reduce((sum, { people }) => sum + people, 0);
    const all = left > 0 ? [...values, { value: counted.at(-1)?.value ?? null, people: left }] : values;
    return { ...zoneOutlook(zoned, names ?? new ZoneNames([]), all, this.clock.now()), schedule: zoned, isFieldGone: names === null };
  }

  /** Whether they count for when a message goes out. */
  areCounted(campaign: Timed): boolean {
    return zonedOf(campaign) !== null;
  }

  /**
   * When each of these contacts gets the message. Null: at once, as far as zones are concerned.
   */
  async momentsOf(ctx: WorkspaceContext, campaign: Timed, contactIds: readonly string[]): Promise<((contactId: string) => string) | null> {
    const zoned = zonedOf(campaign);
    if (!zoned || contactIds.length === 0) return null;
    const zoneOf = await this.zonesOf(ctx, zoned, contactIds);
    const now = this.clock.now();
    const moments = new Map<string, string>();
    return (contactId) => {
      const zone = zoneOf(contactId);
      const moment = moments.get(zone) ?? momentIn(zoned, zone, now).toISOString();
      moments.set(zone, moment);
      return moment;
    };
  }

  /**
   * Of these contacts, those whose sending hours are closed where they are now, by the moment at which they open. A message that was due
   * in its hours may have waited for too long.
   */
  async closedFor(ctx: WorkspaceContext, campaign: Timed, contactIds: readonly string[]): Promise<Map<string, string[]>> {
    const closed = new Map<string, string[]>();
    const zoned = zonedOf(campaign);
    if (!zoned?.hours || contactIds.length === 0) return closed;
    const zoneOf = await this.zonesOf(ctx, zoned, contactIds);
    const now = this.clock.now();
    for (const contactId of contactIds) {
      const hours = hoursIn(zoned, zoneOf(contactId));
      if (!hours || isOpen(hours, now)) continue;
      const opens = nextOpening(hours, now).toISOString();
      closed.set(opens, [...(closed.get(opens) ?? []), contactId]);
    }
    return closed;
  }

  /** The zone of each of them; that of the campaign for whoever has none. One statement for all. */
  private async zonesOf(
    ctx: WorkspaceContext,
    zoned: ZonedSchedule,
    contactIds: readonly string[],
  ): Promise<(contactId: string) => string> {
    const names = await this.namesIn(ctx, zoned);
    const values = names ? await this.audiences.valuesOf(ctx, zoned.zoneField, contactIds) : new Map<string, string>();
    return (contactId) => names?.read(values.get(contactId) ?? '') ?? zoned.timeZone;
  }

  private async namesIn(ctx: WorkspaceContext, { zoneField }: Pick<ZonedSchedule, 'zoneField'>): Promise<ZoneNames | null> {
    const field = (await this.fields.list(ctx, true)).find(({ id }) => id === zoneField);
    return field && FIELD_TYPES.includes(field.fieldType) ? new ZoneNames(field.choices) : null;
  }
}
