import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { OpenSender } from '../../providers/SenderPoolService.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerMarks } from '../ledger/LedgerMarks.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import type { AskableRecipient } from '../ledger/ledgerRows.js';
import { askAgainMs, askPatiently } from './asking.js';
import { OutcomeRecorder } from './HandOver.js';
import { groupBy, inParallel } from './sideBySide.js';

const ROWS_AT_ONCE = 500;
const ROWS_OF_A_CAMPAIGN = 200;
const QUESTIONS_AT_ONCE = 4;
/** For everything that is asked of one account in a row. */
const ACCOUNT_MS = 15_000;
const NOBODY_TO_ASK_MS = 6 * 60 * 60_000;

/** What follows when a message is planned again. */
type GoOn = (ctx: WorkspaceContext) => Promise<void>;

/** What one account is asked about messages whose fate is unknown, for how long, and when a row is asked about again: later and later. */
@Injectable()
export class ProviderQuestions {
  constructor(
    private readonly ledger: LedgerReader,
    private readonly marks: LedgerMarks,
    private readonly outcomes: OutcomeRecorder,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** What is due, over all workspaces. */
  listDue(ctx: Context): Promise<AskableRecipient[]> {
    return this.ledger.listAskable(ctx, { now: this.later(0), limit: ROWS_AT_ONCE });
  }

  /** What is due of one campaign, right after it was sent. */
  async askAbout(ctx: WorkspaceContext, campaign: Campaign, open: OpenSender, goOn: GoOn): Promise<void> {
    const rows = await this.ledger.listAskable(ctx, { now: this.later(0), limit: ROWS_OF_A_CAMPAIGN, campaignId: campaign.id });
    if (rows.length > 0) await this.ask(ctx, campaign, open, rows, { endAt: this.endOfAsking(), goOn });
  }

  /** Until when one account may be asked, on the clock of the process. */
  endOfAsking(): number {
    return performance.now() + ACCOUNT_MS;
  }

  /** Only the sender that the campaign was sent with can know. What was not sent is planned again and the campaign goes on, both or neither. */
  async ask(
    ctx: WorkspaceContext,
    campaign: Campaign,
    { type, sender }: OpenSender,
    rows: readonly AskableRecipient[],
    { endAt, goOn }: { readonly endAt: number; readonly goOn: GoOn },
  ): Promise<void> {
    if (!sender.settle || type !== campaign.senderType) {
      await this.marks.askCampaignLater(ctx, campaign.id, this.later(NOBODY_TO_ASK_MS));
      return;
    }
    const settle = sender.settle.bind(sender);
    const inVain: AskableRecipient[] = [];
    await inParallel(rows, QUESTIONS_AT_ONCE, async (row) => {
      const truth = performance.now() < endAt ? await askPatiently(() => settle({ ...row, askedAt: this.clock.now() })) : 'unknown';
      if (truth === 'unknown') inVain.push(row);
      else
        await this.unitOfWork.run(ctx, async (ctx) => {
          if ((await this.outcomes.settleAs(ctx, row, truth)) && truth === 'notSent') await goOn(ctx);
        });
    });
    for (const [asks, again] of groupBy(inVain, (row) => Number(row.asks))) {
      await this.marks.askLater(
        ctx,
        again.map(({ id }) => id),
        this.later(askAgainMs(asks)),
      );
    }
  }

  private later(ms: number): string {
    return new Date(this.clock.now().getTime() + ms).toISOString();
  }
}
