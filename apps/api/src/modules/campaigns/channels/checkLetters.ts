import { hasUtf8Local } from '@rapport/providers';
import type { Campaign } from '../CampaignRow.js';
import type { PreflightDto } from '../ReviewDtos.js';

/** Letters beyond ASCII before an @ only travel by SMTPUTF8. `isCapable`: the mail server offers it. */
export function checkLetters({ fromEmail, replyTo }: Campaign, recipients: number, isCapable: boolean): PreflightDto[] {
  const findings: PreflightDto[] = [];
  if (!isCapable && fromEmail && hasUtf8Local(fromEmail))
    findings.push({
      code: 'campaign.fromEmailNeedsUtf8',
      severity: 'error',
      message: `The mail server cannot send from ${fromEmail}: it does not support letters such as ö before the @ (SMTPUTF8). Use a sender address in plain letters.`,
      field: 'fromEmail',
    });
  if (replyTo && hasUtf8Local(replyTo))
    findings.push({
      code: 'campaign.replyToNeedsUtf8',
      severity: 'error',
      message: `Most mail servers cannot reply to ${replyTo}, because of letters such as ö before the @. Use a reply address in plain letters.`,
      field: 'replyTo',
    });
  if (recipients > 0) findings.push(recipientsNote(recipients, isCapable));
  return findings;
}

function recipientsNote(count: number, isCapable: boolean): PreflightDto {
  const people = count === 1 ? '1 recipient has an address' : `${count} recipients have addresses`;
  const subject = `${people} with letters such as ü before the @, which need SMTPUTF8.`;
  return isCapable
    ? { code: 'audience.utf8', severity: 'ok', message: `${subject} The mail server supports it.` }
    : {
        code: 'audience.utf8',
        severity: 'warning',
        message: `${subject} The mail server does not support it: ${count === 1 ? 'this message' : 'these messages'} will fail, the others are sent.`,
        field: 'audience',
      };
}
