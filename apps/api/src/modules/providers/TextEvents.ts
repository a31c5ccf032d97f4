import { DomainEvent } from '../../platform/events/DomainEvents.js';

/** What a person wrote to a number of the workspace. */
export interface TextReceipt {
  readonly workspaceId: string;
  readonly provider: string;
  /** The sender account whose number it is. */
  readonly account: string;
  /** Ours: the same id means the same text. */
  readonly textId: string;
  readonly providerMessageId: string;
  /** E.164, or what else the network calls the sender. */
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Pictures and other files that came with it, which are not kept. */
  readonly files: number;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
}

/** Published in the transaction that takes it over. Consent hears a STOP in it; the timeline shows it. */
export const TextReceived = new DomainEvent<TextReceipt>('text.received');
