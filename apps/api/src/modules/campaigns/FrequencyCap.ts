import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { SettingsService } from '../settings/SettingsService.js';
import type { Cap } from './ledger/reachedCap.js';

export { type Cap, hasReached } from './ledger/reachedCap.js';

const DAY_MS = 86_400_000;

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
