import type { OutgoingMessage } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { SqlFragment } from '../../../platform/database/sql.js';
import type { RenderContact } from '../../templates/public.js';
import type { Campaign, ChannelName } from '../CampaignRow.js';
import type { SkipReason } from '../RecipientDtos.js';

/** Where a contact is reached on a channel. */
export interface Addressing {
  readonly channel: ChannelName;
  /** The column of base_contacts with the address as people write it. */
  readonly address: SqlFragment;
  /** The column with its key: equal for addresses that reach the same mailbox or phone. Suppressions go by it. */
  readonly key: SqlFragment;
  /** Why someone without one is left out. */
  readonly missing: SkipReason;
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

/**
 * What differs between kinds of messages: where people are reached, whose consent counts, how a message is written. Everything else of
 * sending (ledger, lanes, pace, outcomes) is the same for all. Messages leave through a `MessageSender` of the same message type.
 */
export interface Channel<M extends OutgoingMessage = OutgoingMessage> {
  readonly addressing: Addressing;
  /** @throws AppError when the campaign lacks something that every message of it needs */
  open(ctx: WorkspaceContext, campaign: Campaign): Promise<MessageWriter<M>>;
}
