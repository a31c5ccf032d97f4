import type { MessageSender, OutgoingMessage } from '@rapport/providers';
import type { Campaign } from '../CampaignRow.js';
import type { Addressing, MessageWriter } from '../channels/Channel.js';

/** Everything a lane needs for one run and that does not change during it. */
export interface CampaignRun {
  readonly campaign: Campaign;
  readonly addressing: Addressing;
  readonly writer: MessageWriter;
  readonly sender: MessageSender<OutgoingMessage>;
  readonly lane: number;
  /** Of this run alone; claims and attempts carry it. */
  readonly token: string;
}
