import { KEPT_DAYS } from '../../platform/database/SweepOldRows.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { daysBefore } from '../../platform/time/moments.js';
import { DueReminders } from './DueReminders.js';

/** Tells assignees what is due. Home and the page of the contact show it whether the news arrives or not. */
@Recurring({
  name: 'reminders.tellDue',
  cron: '* * * * *',
  repeatable: 'Each reminder is marked as told before it is told, and what is told twice is shown once.',
})
export class TellDueReminders implements RecurringHandler {
  constructor(
    private readonly due: DueReminders,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await this.due.adopt();
    for (const { id, workspaceId, contactId, assigneeId } of await this.due.claim(nowIso(this.clock)))
      this.live.publishToUser(assigneeId, { type: 'reminder.due', id, workspaceId, contactId });
    await this.due.deleteOld(daysBefore(this.clock.now(), KEPT_DAYS.deletedEntries));
  }
}
