import type { ChannelName } from '../CampaignRow.js';
import type { RecipientState, SkipReason } from '../RecipientDtos.js';

/** A lane of a campaign: its jobs never overlap, so what it holds when a job of it starts was left by a run that ended. */
export interface LaneOfCampaign {
  readonly campaignId: string;
  readonly lane: number;
}

/** A row that a lane holds and may hand over. */
export interface ClaimedRecipient {
  readonly id: string;
  readonly contactId: string;
  readonly address: string;
  readonly addressKey: string;
  readonly attempts: number;
  /** How often it was refused for a reason of ours, while others were accepted. */
  readonly refusals: number;
  /** How often it was put back because sending was paused at such a refusal. */
  readonly putBacks: number;
  /** Which variant of an A/B test they get. */
  readonly variantId: string | null;
}

/** `contactId`: whose message it is now, also when contacts were merged after the claim. */
export interface AcceptedRecipient {
  readonly id: string;
  readonly contactId: string;
  readonly campaignId: string;
  readonly channel: ChannelName;
}

/** A message that its sender has taken over, and the sender's own id of it where it gives one. */
export interface TakenMessage {
  readonly id: string;
  readonly providerMessageId: string | null;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** `dueAt`: when it is tried again. The rest says what the attempt counts for (sending/outcomeOf.ts). */
export interface Replan extends Refusal {
  readonly isCounted: boolean;
  readonly isRefusal?: boolean;
  readonly isPutBack?: boolean;
  readonly dueAt: string;
}

/** Where a row that was not handed over stands, and why. */
export interface UnhandedRecipient {
  readonly id: string;
  readonly state: string;
  readonly campaignStatus: string;
  readonly isTrashed: boolean;
  readonly hasOtherAddress: boolean;
  readonly suppression: SkipReason | null;
}

/** An uncertain row whose provider can be asked. */
export interface AskableRecipient {
  readonly id: string;
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly attemptId: string;
  readonly messageId: string;
  readonly providerMessageId: string | null;
  readonly handedAt: string | null;
  /** Where it was sent to; null once that person was erased. */
  readonly to: string | null;
  readonly asks: number;
}

/** A row that something was reported about. */
/** A message of ours that something else is about. */
export interface MessageOrigin {
  readonly id: string;
  readonly contactId: string;
  /** As it was mailed. */
  readonly address: string;
  /** With angle brackets. */
  readonly messageId: string;
}

export interface ReportedRecipient {
  readonly id: string;
  readonly campaignId: string;
  readonly state: RecipientState;
  readonly attemptId: string | null;
  readonly messageId: string | null;
}
