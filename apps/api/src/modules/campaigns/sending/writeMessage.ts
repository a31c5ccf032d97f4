import { fullName } from '@rapport/common';
import { type MailHeader, messageIdOf, type OutgoingEmail } from '@rapport/providers';
import { listUnsubscribeHeaders } from '../../consent/UnsubscribeService.js';
import type { RenderContact } from '../../templates/public.js';
import type { CampaignRun } from './CampaignRun.js';

export interface MessageRecipient {
  readonly id: string;
  readonly contactId: string;
  readonly address: string;
}

/** The message to one person, complete. The same template, the same values and the same moment give the same message. */
export async function writeMessage(
  run: CampaignRun,
  recipient: MessageRecipient,
  contact: RenderContact,
  date: Date,
): Promise<OutgoingEmail> {
  const unsubscribeUrl = asciiUrl(run.unsubscribeUrl(recipient));
  const rendered = await run.compiled.render({
    contact: { ...contact, email: recipient.address },
    sender: { name: run.from.name ?? run.from.address, email: run.from.address },
    workspace: run.workspace,
    unsubscribeUrl,
    sentAt: date,
  });
  return {
    from: run.from,
    to: { name: fullName(contact), address: recipient.address },
    replyTo: run.replyTo,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    headers: headersOf(run, recipient, unsubscribeUrl),
    // Deterministic: stored before the call, and the same for every attempt, so that a mailbox can recognise a second copy.
    messageId: messageIdOf(recipient.id, run.messageIdDomain),
    date,
  };
}

function headersOf({ campaign }: CampaignRun, recipient: MessageRecipient, unsubscribeUrl: string): MailHeader[] {
  return [
    ...listUnsubscribeHeaders(unsubscribeUrl),
    { name: 'Precedence', value: 'bulk' },
    { name: 'Feedback-ID', value: `${campaign.id}:${campaign.workspaceId}:campaign:rapport` },
    { name: 'X-Rapport-Campaign', value: campaign.id },
    { name: 'X-Rapport-Recipient', value: recipient.id },
    { name: 'X-Rapport-Contact', value: recipient.contactId },
  ];
}

/** A host in another script travels in its ASCII form; header and link are the same. */
function asciiUrl(url: string): string {
  return /[^\u0000-\u007f]/.test(url) ? new URL(url).href : url;
}
