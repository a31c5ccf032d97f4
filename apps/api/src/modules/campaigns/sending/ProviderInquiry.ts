import { Injectable } from '@nestjs/common';
import type { Settlement } from '@rapport/providers';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock } from '../../../platform/time/Clock.js';
import { type OpenSender, SenderPoolService } from '../../providers/SenderPoolService.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerMarks } from '../ledger/LedgerMarks.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import type { AskableRecipient } from '../ledger/ledgerRows.js';
import { UncertainMessages } from './UncertainMessages.js';

const ROWS_AT_ONCE = 500;
const ROWS_OF_A_CAMPAIGN = 200;
const ACCOUNTS_AT_ONCE = 4;
const QUESTIONS_AT_ONCE = 4;
/** For one question, and for everything that is asked of one account in a row. */
const PATIENCE_MS = 5_000;
const ACCOUNT_MS = 15_000;
const MINUTE_MS = 60_000;
/** After a question in vain; providers know more later, and after some days nothing new. */
const AGAIN_MINUTES = [1, 5, 30, 180, 720, 1_440];
const NOBODY_TO_ASK_MS = 6 * 60 * MINUTE_MS;

/**
 * Asks providers about messages whose fate is unknown: several accounts side by side, each for a limited time, each row later and later.
 * An account that is silent costs the others nothing.
 */
@Injectable()
export class ProviderInquiry {
  constructor(
    private readonly ledger: LedgerReader,
    private readonly marks: LedgerMarks,
    private readonly uncertain: UncertainMessages,
    private readonly campaigns: CampaignRepository,
    private readonly pool: SenderPoolService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** Everything that is due, over all workspaces. */
  async sweep(ctx: Context): Promise<void> {
    const rows = await this.ledger.listAskable(ctx, { now: this.later(0), limit: ROWS_AT_ONCE });
    const accounts = [...groupBy(rows, ({ workspaceId }) => workspaceId)];
    await inParallel(accounts, ACCOUNTS_AT_ONCE, async ([workspaceId, due]) => {
      try {
        await this.askAccount(jobContext(ctx.manager, workspaceId, 'campaigns.sweep', ctx.requestId), due);
      } catch (error) {
        // The other accounts are asked all the same.
        this.logger.failure('campaign.inquiryFailed', error, { workspaceId });
      }
    });
  }

  /** What is due of one campaign, right after it was sent. */
  async askAbout(ctx: WorkspaceContext, campaign: Campaign, open: OpenSender): Promise<void> {
    const rows = await this.ledger.listAskable(ctx, { now: this.later(0), limit: ROWS_OF_A_CAMPAIGN, campaignId: campaign.id });
    if (rows.length > 0) await this.ask(ctx, campaign, open, rows, performance.now() + ACCOUNT_MS);
  }

  private async askAccount(ctx: WorkspaceContext, due: readonly AskableRecipient[]): Promise<void> {
    const endAt = performance.now() + ACCOUNT_MS;
    const open = await this.pool.open(ctx);
    for (const [campaignId, rows] of groupBy(due, (row) => row.campaignId)) {
      const campaign = await this.campaigns.find(ctx, campaignId);
      if (campaign && (await this.ask(ctx, campaign, open, rows, endAt)) > 0) await this.uncertain.continueAfter(ctx, campaign);
    }
  }

  /** Answers how many are settled now. Only the sender that the campaign was sent with can know. */
  private async ask(
    ctx: WorkspaceContext,
    campaign: Campaign,
    { type, sender }: OpenSender,
    rows: readonly AskableRecipient[],
    endAt: number,
  ): Promise<number> {
    if (!sender.settle || type !== campaign.senderType) {
      await this.marks.askCampaignLater(ctx, campaign.id, this.later(NOBODY_TO_ASK_MS));
      return 0;
    }
    const settle = sender.settle.bind(sender);
    const inVain: AskableRecipient[] = [];
    let settled = 0;
    await inParallel(rows, QUESTIONS_AT_ONCE, async (row) => {
      const truth = performance.now() < endAt ? await within(PATIENCE_MS, () => settle(row)) : 'unknown';
      if (truth === 'unknown') inVain.push(row);
      else if (await this.unitOfWork.run(ctx, (ctx) => this.uncertain.settleAs(ctx, row, truth))) settled += 1;
    });
    for (const [asks, again] of groupBy(inVain, (row) => Number(row.asks))) {
      const minutes = AGAIN_MINUTES[Math.min(asks, AGAIN_MINUTES.length - 1)] ?? 1;
      await this.marks.askLater(
        ctx,
        again.map(({ id }) => id),
        this.later(minutes * MINUTE_MS),
      );
    }
    return settled;
  }

  private later(ms: number): string {
    return new Date(this.clock.now().getTime() + ms).toISOString();
  }
}

/** An answer that fails or does not come is none. */
async function within(ms: number, ask: () => Promise<Settlement>): Promise<Settlement> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Settlement>((resolve) => {
    timer = setTimeout(() => resolve('unknown'), ms);
  });
  try {
    return await Promise.race([ask().catch((): Settlement => 'unknown'), silence]);
  } finally {
    clearTimeout(timer);
  }
}

async function inParallel<T>(items: readonly T[], width: number, act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
