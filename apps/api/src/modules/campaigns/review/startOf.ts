import { type CampaignSchedule, instantOf } from '../campaignSchedule.js';
import { occurrencesAfter } from '../series/occurrences.js';

/** When a campaign starts that is sent now; of a series its next date. Null: a rule that has no more dates. */
export function startOf(schedule: CampaignSchedule, now: Date): Date | null {
  switch (schedule.kind) {
    case 'now':
      return now;
    case 'at':
      return instantOf(schedule.localTime, schedule.timeZone);
    case 'recurring':
      return occurrencesAfter(schedule, now, 1)[0] ?? null;
  }
}
