import { Injectable } from '@nestjs/common';
import { TwilioCalls, twilioConfigOf } from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { statusUrlFor } from './publicUrls.js';
import { SenderPoolService } from './SenderPoolService.js';

/** With what a workspace calls people. */
export interface CallLine {
  readonly accountId: string;
  /** E.164: what both phones show. */
  readonly from: string;
  readonly calls: TwilioCalls;
}

/** Why there is none, in words that say what to do. */
export interface NoCallLine {
  readonly refusal: string;
}

const NEEDS_TWILIO =
  'Calls need a Twilio account with a number of its own. An admin can add Twilio as the sender of texts in the settings under Sending.';
const NEEDS_NUMBER =
  'Calls need a number of the Twilio account. Texts go out through a messaging service, a short code or a name, which cannot call: enter a number such as +14155550100 in the settings under Sending.';

/** The account for texts, where it can call: Twilio, with a number. The mail lab makes no calls, not even pretended ones. */
@Injectable()
export class CallLineService {
  constructor(
    private readonly pool: SenderPoolService,
    private readonly config: AppConfig,
  ) {}

  async open(ctx: WorkspaceContext): Promise<CallLine | NoCallLine> {
    const { type, accountId } = await this.pool.chosen(ctx, 'text');
    if (type !== 'twilio' || accountId === null) return { refusal: NEEDS_TWILIO };
    return this.reopen(ctx, accountId);
  }

  /** The account that a call began with. */
  async reopen(ctx: WorkspaceContext, accountId: string): Promise<CallLine | NoCallLine> {
    const { row, values } = await this.pool.read(ctx, accountId);
    if (row?.type !== 'twilio') return { refusal: NEEDS_TWILIO };
    const config = twilioConfigOf(values);
    if (config.from.kind !== 'number') return { refusal: NEEDS_NUMBER };
    const { value: from } = config.from;
    const reportsUrl = statusUrlFor(this.config.publicUrl, accountId);
    return { accountId, from, calls: new TwilioCalls(config, from, { url: this.config.twilioUrl, reportsUrl }) };
  }

  /** Null: the account may be used. */
  async pausedReason(ctx: WorkspaceContext): Promise<string | null> {
    const { state, stateReason } = await this.pool.open(ctx, null, 'text');
    return state === 'paused' ? `The sender of texts is paused. ${stateReason ?? ''} Check it in the settings.`.replace('  ', ' ') : null;
  }
}
