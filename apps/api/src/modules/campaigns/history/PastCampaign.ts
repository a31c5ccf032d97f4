import type { DeliveryReportType } from '../../providers/DeliveryEvents.js';
import type { CreateCampaignDto } from '../CampaignDtos.js';

/** What became of one message after it was accepted. */
export interface PastReport {
  readonly type: DeliveryReportType;
  readonly at: Date;
  /** As in a DeliveryReport: the server's words of a bounce, the link of a click. */
  readonly detail?: Readonly<Record<string, string>>;
}

export interface PastRecipient {
  readonly id: string;
  readonly contactId: string;
  readonly address: string;
  readonly messageId: string;
  readonly acceptedAt: Date;
}

/** A campaign that was sent: how it came about, and what its recipients did. Each moment is after the one before. */
export interface PastCampaign {
  readonly draft: CreateCampaignDto;
  readonly createdAt: Date;
  readonly requestedAt: Date;
  readonly requestNotes: string | null;
  readonly approvedAt: Date;
  readonly approvalNotes: string | null;
  readonly startedAt: Date;
  /** Of the recipient with this place in the ledger. Those later than now are left out. */
  reportsOf(recipient: PastRecipient, place: number): readonly PastReport[];
}
