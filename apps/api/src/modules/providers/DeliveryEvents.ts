import { DomainEvent } from '../../platform/events/DomainEvents.js';

export const DELIVERY_REPORT_TYPES = ['delivered', 'opened', 'clicked', 'bounced', 'complained', 'unsubscribed', 'replied'] as const;
export type DeliveryReportType = (typeof DELIVERY_REPORT_TYPES)[number];

/** What became of one message after it was accepted, as its provider tells it. Reports come doubled, late and out of order. */
export interface DeliveryReport {
  readonly workspaceId: string;
  readonly provider: string;
  /**
   * Who tells it: the id of the sender account, or of the workspace for what we find out ourselves. One account cannot use up the event
   * ids of another.
   */
  readonly account: string;
  /** The provider's own id of this report; from one account the same id means the same report. */
  readonly eventId: string;
  readonly type: DeliveryReportType;
  /** The Message-ID of the message, with angle brackets. Empty where the provider knows the message by its own id alone. */
  readonly messageId: string;
  /** The provider's own id of the message, as its sender's receipt told it. */
  readonly providerMessageId?: string | null;
  /** The recipient's address as it was mailed, where the provider tells it. */
  readonly address: string | null;
  /** Left out: email. */
  readonly channel?: 'email' | 'text';
  /** Of a bounce: the message was lost, but the address is not to blame and stays. */
  readonly isAddressFine?: boolean;
  /** ISO 8601 UTC. */
  readonly occurredAt: string;
  /** Small and for people: the server's words of a bounce, the link of a click. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Published by whoever receives reports (vendor webhooks, the mail lab); the ledger and the consent records listen. */
export const DeliveryReported = new DomainEvent<DeliveryReport>('delivery.reported');
