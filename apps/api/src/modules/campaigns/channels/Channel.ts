import type { MessagePieces, OutgoingMessage } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { SqlFragment } from '../../../platform/database/sql.js';
import type { RenderContact } from '../../templates/public.js';
import type { Campaign, ChannelName } from '../CampaignRow.js';
import type { SkipReason } from '../RecipientDtos.js';
import type { PreflightDto, TextCostDto } from '../ReviewDtos.js';

/** Where a contact is reached on a channel. */
export interface Addressing {
  readonly channel: ChannelName;
  /** The column of base_contacts with the address as people write it. */
  readonly address: SqlFragment;
  /** The column with its key: equal for addresses that reach the same mailbox or phone. Suppressions go by it. */
  readonly key: SqlFragment;
  /**
   * The column with the key of another address of theirs, where they choose topics and pauses; on the preference page of their email. Null:
   * they choose where they are reached.
   */
  readonly choiceKey: SqlFragment | null;
  /** Why someone without one is left out: a SkipReason, told from the contact `c`. */
  readonly missing: SqlFragment;
}

export interface MessageRecipient {
  /** The ledger row; empty for a message that is only shown. */
  readonly id: string;
  readonly contactId: string;
  readonly address: string;
}

/** What the timeline and the copy of a message show of it. */
export interface MessageCopy {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly pieces?: MessagePieces | undefined;
}

/** Writes the messages of one campaign: what is the same for all of them is gathered, and stays for as long as this is used. */
export interface MessageWriter<M extends OutgoingMessage = OutgoingMessage> {
  readonly needsCustomFields: boolean;
  /** The message to one person, complete. The same template, the same values and the same moment give the same message. */
  write(recipient: MessageRecipient, contact: RenderContact, date: Date): Promise<M>;
  copyOf(message: M): MessageCopy;
  /** A person and an address that nobody has, to write an example to. */
  readonly example: { readonly address: string; readonly contact: RenderContact };
}

/** Where a test goes, as it was typed: one of them, by the channel. */
export interface TestAddress {
  readonly to?: string;
  readonly phone?: string;
}

/** A test: to whom it goes, and as whom it is written. Null: as someone of whom only the address is known. */
export interface TestInput {
  readonly to: string;
  readonly contact: RenderContact | null;
  readonly date: Date;
}

/** What so many messages come to. */
export interface Forecast {
  /** Where each is paid for. Null: they cost nothing by themselves. */
  readonly cost: TextCostDto | null;
  /** Those of them that cannot be written, by reason. Only where the whole audience was looked at. */
  readonly leftOut: readonly { readonly skipReason: SkipReason | null; readonly count: number }[];
}

/** What preflight finds on one channel and not on another. */
export interface ChannelChecks {
  /** In the campaign and what it says. Reads only. */
  message(ctx: WorkspaceContext, campaign: Campaign): Promise<PreflightDto[]>;
  /** In the sender, and in what it can do for this campaign. `launch` asks it again where `review` is content with a recent answer. */
  sender(ctx: WorkspaceContext, campaign: Campaign, occasion: 'review' | 'launch'): Promise<PreflightDto[]>;
}

/** What a channel cannot do, however good the campaign is. */
export interface ChannelLimits {
  /** What an author writes into headers: it stays on one line. */
  readonly oneLine: readonly ('subject' | 'fromName')[];
  /** What belongs to other channels, and is refused. */
  readonly foreign: readonly ('text' | 'templateId' | 'subject' | 'fromName' | 'fromEmail' | 'replyTo' | 'tracking' | 'abTest')[];
  /** How many messages a provider takes over one connection, guessed with care. */
  readonly perConnectionAndMinute: number;
}

/**
 * What differs between kinds of messages: where people are reached, whose consent counts, how a message is written, tested and checked
 * beforehand, and what it is bounded by. Everything else of sending (ledger, lanes, pace, outcomes) is the same for all. Messages leave
 * through a `MessageSender` of the same message type.
 */
export interface Channel<M extends OutgoingMessage = OutgoingMessage> {
  readonly addressing: Addressing;
  readonly limits: ChannelLimits;
  readonly checks: ChannelChecks;
  /** @throws AppError when the campaign lacks something that every message of it needs */
  open(ctx: WorkspaceContext, campaign: Campaign): Promise<MessageWriter<M>>;
  /** Counts a test, and answers its address as it is sent to. @throws AppError when it may not go there, or when there were too many */
  admitTest(ctx: WorkspaceContext, typed: TestAddress): Promise<string>;
  /** As the campaign would be sent, recognisable as a test, and without effect for whom it is written as. */
  writeTest(ctx: WorkspaceContext, campaign: Campaign, input: TestInput): Promise<M>;
  forecast(ctx: WorkspaceContext, campaign: Campaign, messages: number): Promise<Forecast>;
}
