import type { MessageSender, OutgoingMessage } from '@rapport/providers';
import type { Campaign } from '../CampaignRow.js';
import type { Addressing } from '../channels/Channel.js';
import type { Cap } from '../FrequencyCap.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import type { Outcome } from './outcomeOf.js';
import type { PackedMessage } from './SentMessages.js';

/** Everything a lane needs for one run and that does not change during it. */
export interface CampaignRun {
  readonly campaign: Campaign;
  readonly addressing: Addressing;
  readonly sender: MessageSender<OutgoingMessage>;
  readonly lane: number;
  /** How often people may be written to; null: without limit. */
  readonly cap: Cap | null;
  /** Of this run alone; claims and attempts carry it. */
  readonly token: string;
}

/** A message that is written and waits for its turn. */
export interface WrittenMessage {
  readonly recipient: ClaimedRecipient;
  readonly message: OutgoingMessage;
  readonly packed: PackedMessage;
  /** About how long it is. */
  readonly characters?: number;
}

export interface SettledMessage {
  readonly recipient: ClaimedRecipient;
  /** Null when it was never handed over, because it could not be written. */
  readonly written: WrittenMessage | null;
  readonly outcome: Outcome;
}
