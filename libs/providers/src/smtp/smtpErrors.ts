import { ProviderError, type ProviderErrorKind, type ProviderErrorScope } from '../contracts/ProviderError.js';
import type { CheckStep } from '../contracts/EmailSender.js';

/** The fields of nodemailer's errors that are read here. */
export interface SmtpFailure {
  readonly message: string;
  readonly code?: string | undefined;
  readonly originalCode?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly timeoutType?: string | undefined;
}

/** `wasHanded`: the body, and with it perhaps the final dot, was already given to the socket. */
export interface SmtpFailureContext {
  readonly phase: 'open' | 'login' | 'message';
  readonly wasHanded: boolean;
}

type Step = CheckStep['name'];
interface Meaning {
  readonly kind: ProviderErrorKind;
  readonly scope: ProviderErrorScope;
}

const senderIsOff: Meaning = { kind: 'unavailable', scope: 'sender' };
const settingsRefused: Meaning = { kind: 'auth', scope: 'sender' };
const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/;

/** Translates a failure of the SMTP client. Only a reply of the server, or the certainty that nothing was handed over, makes it definite. */
export function smtpErrorOf(failure: SmtpFailure, context: SmtpFailureContext): ProviderError {
  const step = stepOf(failure, context);
  const reply = failure.responseCode ?? null;
  const words = failure.response ?? null;
  const { kind, scope } = reply === null ? meaningOfSilence(failure, context) : meaningOfReply(reply, words ?? '', step);
  return new ProviderError({
    kind,
    scope,
    step,
    message: sentence(failure, step, reply),
    serverResponse: words,
    responseCode: reply,
    retryAfterMs: kind === 'limited' ? retryAfterMs(words ?? '') : null,
    isAddressInvalid: kind === 'rejected' && step === 'to' && scope === 'message' && namesNoMailbox(words ?? ''),
    causeCode: failure.originalCode ?? failure.code ?? null,
  });
}

function stepOf(failure: SmtpFailure, { phase, wasHanded }: SmtpFailureContext): Step {
  if (phase === 'login') return 'login';
  if (phase === 'open') return openingStepOf(failure);
  switch (failure.command) {
    case 'MAIL FROM':
      return 'from';
    case 'RCPT TO':
      return 'to';
    case 'DATA':
      return 'data';
    default:
      return wasHanded ? 'data' : 'from';
  }
}

function openingStepOf(failure: SmtpFailure): Step {
  if (failure.code === 'EDNS') return 'resolve';
  if (failure.code === 'ETLS' || failure.timeoutType === 'UPGRADE_TIMEOUT' || isTlsCode(failure.originalCode)) return 'tls';
  if (/STARTTLS/i.test(failure.message) || failure.command === 'STARTTLS') return 'tls';
  if (failure.timeoutType === 'CONNECT_TIMEOUT' || failure.code === 'ESOCKET') return 'connect';
  return 'greeting';
}

function isTlsCode(code: string | undefined): boolean {
  return code !== undefined && (certificateCodes.test(code) || /^ERR_(SSL|TLS)|^EPROTO$/.test(code));
}

function meaningOfSilence(failure: SmtpFailure, context: SmtpFailureContext): Meaning {
  if (context.wasHanded) return { kind: 'unknownOutcome', scope: 'message' };
  if (context.phase === 'open' && failure.originalCode !== undefined && certificateCodes.test(failure.originalCode)) return settingsRefused;
  if (context.phase === 'login' && failure.code === 'EAUTH') return settingsRefused;
  // Refused by the client itself before it said a word: an address or a size that cannot be sent.
  if (context.phase === 'message' && (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE'))
    return { kind: 'rejected', scope: 'message' };
  return senderIsOff;
}

function meaningOfReply(code: number, words: string, step: Step): Meaning {
  if (code === 421) return { kind: 'limited', scope: 'sender' };
  // Bad sequence of commands: the session is confused, not the message refused.
  if (code === 503) return senderIsOff;
  const isPermanent = code >= 500;
  switch (step) {
    case 'resolve':
    case 'connect':
    case 'greeting':
    case 'tls':
      return isPermanent ? { kind: 'rejected', scope: 'sender' } : { kind: 'limited', scope: 'sender' };
    case 'login':
      return isPermanent ? settingsRefused : { kind: 'limited', scope: 'sender' };
    case 'from':
      if (!isPermanent) return { kind: 'limited', scope: 'sender' };
      if (isLoginDemand(code)) return settingsRefused;
      return { kind: 'rejected', scope: code === 552 ? 'message' : 'sender' };
    case 'to':
    case 'data':
      if (isLoginDemand(code)) return settingsRefused;
      if (isPermanent) return { kind: 'rejected', scope: isRelayRefusal(words) ? 'sender' : 'message' };
      return { kind: 'limited', scope: isRateLimit(words) ? 'sender' : 'message' };
  }
}

function isLoginDemand(code: number): boolean {
  return code === 530 || code === 534 || code === 535 || code === 538;
}

/** "Relay access denied" at RCPT TO is about us, not about the recipient: it would be said to every one of them. */
function isRelayRefusal(words: string): boolean {
  return /\brelay(ing)?\b/i.test(words);
}

function isRateLimit(words: string): boolean {
  return /\brate\b|too (many|fast)|throttl|quota exceeded|sending limit|slow down/i.test(words);
}

/** RFC 3463: 5.1.1 no such mailbox, 5.1.2 no such domain, 5.1.3 bad syntax, 5.1.6 moved, 5.1.10 null MX. */
function namesNoMailbox(words: string): boolean {
  return /\b5\.1\.(1|2|3|6|10)\b/.test(words);
}

/** Servers say it in words: "try again in 5 minutes". Milliseconds, or null. */
export function retryAfterMs(words: string): number | null {
  const found = /(?:again|wait|retry|after|in)\D{0,20}?(\d{1,5})\s*(second|sec|s\b|minute|min|m\b|hour|h\b)/i.exec(words);
  if (!found) return null;
  const unit = (found[2] ?? '').toLowerCase();
  const factor = unit.startsWith('h') ? 3_600_000 : unit.startsWith('m') ? 60_000 : 1000;
  return Number(found[1]) * factor;
}

function sentence(failure: SmtpFailure, step: Step, reply: number | null): string {
  if (reply !== null) return `The mail server refused at the step "${step}" with ${reply}.`;
  switch (failure.code) {
    case 'EDNS':
      return 'The name of the mail server could not be found.';
    case 'ETIMEDOUT':
      return `The mail server did not answer in time at the step "${step}".`;
    case 'EAUTH':
      return 'The login at the mail server failed.';
    case 'ETLS':
      return 'The encrypted connection to the mail server could not be set up.';
    case 'EENVELOPE':
    case 'EMESSAGE':
      return 'The message cannot be sent in this form.';
    default:
      return step === 'connect'
        ? 'The mail server could not be reached.'
        : `The connection to the mail server broke at the step "${step}".`;
  }
}
