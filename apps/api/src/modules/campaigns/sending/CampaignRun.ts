import type { EmailSender, Mailbox } from '@rapport/providers';
import type { MessageTemplate } from '../../templates/public.js';
import type { Campaign } from '../CampaignRow.js';

/** Everything a lane needs for one run and that does not change during it. */
export interface CampaignRun {
  readonly campaign: Campaign;
  readonly compiled: MessageTemplate;
  readonly needsCustomFields: boolean;
  readonly workspace: { readonly name: string; readonly postalAddress: string | null; readonly timeZone: string };
  readonly from: Mailbox;
  readonly replyTo: Mailbox | null;
  /** The right side of our Message-IDs: the sender's own domain, in ASCII. */
  readonly messageIdDomain: string;
  readonly sender: EmailSender;
  /** Of one run of a lane; claims and attempts carry it. */
  readonly token: string;
  readonly unsubscribeUrl: (recipient: { readonly id: string; readonly contactId: string; readonly address: string }) => string;
}
