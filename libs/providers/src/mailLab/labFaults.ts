import { setTimeout as pause } from 'node:timers/promises';
import { ProviderError } from '../contracts/ProviderError.js';
import { smtpErrorOf } from '../smtp/smtpErrors.js';
import { TwilioRefusal, twilioErrorOf } from '../twilio/twilioErrors.js';

/**
 * What the mail lab does to a message on demand.
 * - `timesOut`: it arrives, and the answer is lost. - `mailboxBusy`, `senderBusy`: refused for now, about this mailbox or everyone.
 * - `refused`: refused for good. - `softBounce`, `hardBounce`: it is accepted, and comes back some seconds later.
 * - `slow`: it is accepted after some seconds. - `doubledReports`: what is reported of it comes twice and in reverse order.
 */
export const LAB_FAULTS = [
  'timesOut',
  'mailboxBusy',
  'senderBusy',
  'refused',
  'softBounce',
  'hardBounce',
  'slow',
  'doubledReports',
] as const;
export type LabFault = (typeof LAB_FAULTS)[number];

const SLOW_MS = 4_000;

const EMAIL_REPLIES: Partial<Readonly<Record<LabFault, readonly [command: string, reply: string]>>> = {
  mailboxBusy: ['RCPT TO', '450 4.2.1 This mailbox gets mail too fast at the moment (simulated by the mail lab)'],
  senderBusy: ['MAIL FROM', '421 4.7.0 Too many messages at the moment, try again in 30 seconds (simulated by the mail lab)'],
  refused: ['RCPT TO', '550 5.1.1 The mailbox does not exist (simulated by the mail lab)'],
};

/** Before the message is kept: waits, or throws what an SMTP server's refusal is translated to. */
export async function meetEmailFault(fault: LabFault | null, recipient: string): Promise<void> {
  if (fault === 'slow') await pause(SLOW_MS);
  const [command, response] = (fault && EMAIL_REPLIES[fault]) ?? [];
  if (response !== undefined)
    throw smtpErrorOf({ message: response, command, response }, { phase: 'message', wasHanded: false, recipient });
}

/** The same as a provider of texts says it. */
export async function meetTextFault(fault: LabFault | null, recipient: string): Promise<void> {
  switch (fault) {
    case 'slow':
      await pause(SLOW_MS);
      return;
    case 'senderBusy':
      throw twilioErrorOf(new TwilioRefusal(429, 20429, 'Too many requests (simulated by the mail lab)', 30_000), recipient);
    case 'refused':
      throw twilioErrorOf(new TwilioRefusal(400, 21211, 'This is no phone number (simulated by the mail lab)', null), recipient);
    case 'mailboxBusy':
      throw new ProviderError({
        ...{ kind: 'limited', scope: 'recipient', step: 'to', responseCode: 429 },
        message: 'This phone gets too many texts at the moment (simulated by the mail lab)',
        serverResponse: '429 This phone gets too many texts at the moment (simulated by the mail lab)',
      });
    case null:
    case 'timesOut':
    case 'softBounce':
    case 'hardBounce':
    case 'doubledReports':
  }
}

/** After the message was kept, when its answer is lost. */
export function lostAnswer(): ProviderError {
  return new ProviderError({
    ...{ kind: 'unknownOutcome', scope: 'recipient', step: 'data', causeCode: 'ETIMEDOUT' },
    message: 'The mail lab did not answer in time (simulated).',
  });
}
