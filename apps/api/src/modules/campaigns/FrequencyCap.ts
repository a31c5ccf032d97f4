import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { sql, type SqlFragment } from '../../platform/database/sql.js';
import { Clock } from '../../platform/time/Clock.js';
import { SettingsService } from '../settings/SettingsService.js';

const DAY_MS = 86_400_000;

/** How many campaign messages on one channel a person gets at most. */
export interface Cap {
  readonly messages: number;
  readonly days: number;
  /** ISO 8601 UTC: from when on they are counted. */
  readonly since: string;
}

/** What a workspace decided about how often people hear from it. */
@Injectable()
export class FrequencyCap {
  constructor(
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** Null: as often as there are campaigns. */
  async of(ctx: WorkspaceContext): Promise<Cap | null> {
    const values = await this.settings.valuesInWorkspace(ctx);
    const [messages, days] = [Number(values.get('frequencyCap')), Number(values.get('frequencyDays'))];
    if (!(messages > 0) || !(days > 0)) return null;
    return { messages, days, since: new Date(this.clock.now().getTime() - days * DAY_MS).toISOString() };
  }
}

/**
 * The person has had as many messages of other campaigns as the cap allows: those that were handed over and not refused. Two campaigns
 * that hand over at the very same moment on PostgreSQL do not see each other, and both go out.
 */
export function hasReached(
  { messages, since }: Cap,
  person: Readonly<Record<'contactId' | 'channel' | 'campaignId', SqlFragment>>,
): SqlFragment {
  return sql`(SELECT COUNT(*) FROM campaign_recipients f WHERE f.contact_id = ${person.contactId} AND f.channel = ${person.channel}
    AND f.campaign_id <> ${person.campaignId} AND f.handed_at >= ${since} AND f.state IN ('handed', 'accepted', 'delivered', 'uncertain')) >= ${messages}`;
}
