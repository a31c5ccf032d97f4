import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { type Need, NeedsYou } from '../../platform/needs/NeedsYou.js';
import { Clock } from '../../platform/time/Clock.js';
import { daysBefore } from '../../platform/time/moments.js';
import { CampaignNeedsRepository } from './CampaignNeedsRepository.js';
import { LedgerFigures } from './ledger/LedgerFigures.js';

/** Campaigns started longer ago are no longer asked about. */
const DAYS = 30;

/** What campaigns need a person for, as Home shows it. */
@Injectable()
export class CampaignNeeds {
  constructor(
    private readonly campaigns: CampaignNeedsRepository,
    private readonly figures: LedgerFigures,
    private readonly clock: Clock,
    needsYou: NeedsYou,
  ) {
    needsYou.register('campaign', (ctx) => this.stopped(ctx));
    needsYou.register('approval', (ctx) => this.approvals(ctx));
    needsYou.register('uncertain', (ctx) => this.uncertain(ctx));
  }

  private async stopped(ctx: WorkspaceContext): Promise<Need[]> {
    const rows = await this.campaigns.listStopped(ctx);
    const undecided = await this.campaigns.listUndecided(ctx);
    return [
      ...rows.map(({ id, name, statusReason }) => needOf(id, `${name} is paused: ${statusReason}`)),
      ...undecided.map(({ id, name }) => needOf(id, `${name}: no variant won, choose the one for the rest`)),
    ];
  }

  /** For those who may approve and have not yet. */
  private async approvals(ctx: WorkspaceContext): Promise<Need[]> {
    if (ctx.role === 'author' || ctx.role === 'viewer') return [];
    const rows = await this.campaigns.listInReview(ctx, actorUserId(ctx));
    return rows.map(({ id, name }) => needOf(id, `${name} waits for approval`));
  }

  private async uncertain(ctx: WorkspaceContext): Promise<Need[]> {
    const rows = await this.figures.listUncertain(ctx, daysBefore(this.clock.now(), DAYS));
    return rows.map(({ id, name, count }) =>
      needOf(id, `${name}: ${String(count)} uncertain ${Number(count) === 1 ? 'message' : 'messages'}`),
    );
  }
}

function needOf(id: string, title: string): Need {
  return { title, link: { page: 'campaign', id } };
}
