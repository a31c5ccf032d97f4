import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { shortText } from '../../platform/http/shortText.js';
import { type Need, NeedsYou } from '../../platform/needs/NeedsYou.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ReminderRepository } from './ReminderRepository.js';

/** Lines on Home; the list of reminders beside it has them all. */
const SHOWN = 3;
const LONGEST = 120;

/** What is due for whoever looks, as Home shows it. */
@Injectable()
export class ReminderNeeds {
  constructor(
    private readonly reminders: ReminderRepository,
    private readonly clock: Clock,
    needsYou: NeedsYou,
  ) {
    needsYou.register('reminder', (ctx) => this.due(ctx));
  }

  private async due(ctx: WorkspaceContext): Promise<Need[]> {
    const assigneeId = actorUserId(ctx);
    if (assigneeId === null) return [];
    const rows = await this.reminders.list(ctx, { state: 'due', assigneeId, now: nowIso(this.clock), limit: SHOWN - 1 });
    return rows.map((row) => ({
      title: `${shortText(row.text, LONGEST)}: ${displayName(row)}`,
      link: { page: 'contact', id: row.contactId },
    }));
  }
}
