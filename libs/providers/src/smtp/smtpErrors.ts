import { ProviderError, type ProviderErrorKind, type ProviderErrorScope } from '../contracts/ProviderError.js';
import { classifyReply, type SmtpStage } from '../replies/classifyReply.js';
import { fingerprintOf } from '../replies/replyWords.js';
import { retryAfterMs } from '../replies/retryAfter.js';
import { readReply, type SmtpReply } from '../replies/SmtpReply.js';
import type { CheckStep } from '../contracts/MessageSender.js';

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
  readonly recipient?: string;
}

type Step = CheckStep['name'];
interface Meaning {
  readonly kind: ProviderErrorKind;
  readonly scope: ProviderErrorScope;
}

const serverIsOff: Meaning = { kind: 'unavailable', scope: 'connection' };
const settingsRefused: Meaning = { kind: 'auth', scope: 'ours' };
const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/;

/** Translates a failure of the SMTP client. Only a reply of the server, or the certainty that nothing was handed over, makes it definite. */
export function smtpErrorOf(failure: SmtpFailure, context: SmtpFailureContext): ProviderError {
  const stage = stageOf(failure, context);
  const step = stepOfStage(stage, failure);
  const reply = refusalIn(failure);
  const common = { step, causeCode: failure.originalCode ?? failure.code ?? null, isToOne: isSaidToOne(stage) };
  if (!reply) return new ProviderError({ ...common, ...meaningOfSilence(failure, context), message: sentence(failure, step, null) });
  const { kind, ...meaning } = classifyReply(reply, stage);
  return new ProviderError({
    ...common,
    ...meaning,
    kind,
    message: sentence(failure, step, reply.code),
    serverResponse: reply.raw,
    responseCode: reply.code,
    fingerprint: fingerprintOf(reply, context.recipient ?? ''),
    retryAfterMs: kind === 'limited' ? retryAfterMs(reply.text) : null,
  });
}

/** Anything but a 4xx or 5xx is no refusal: an answer out of turn says as little as none. */
function refusalIn({ response }: SmtpFailure): SmtpReply | null {
  const reply = response === undefined ? null : readReply(response);
  return reply && reply.code >= 400 ? reply : null;
}

function isSaidToOne(stage: SmtpStage): boolean {
  return stage === 'rcpt' || stage === 'data' || stage === 'dot';
}

function stageOf(failure: SmtpFailure, { phase, wasHanded }: SmtpFailureContext): SmtpStage {
  if (phase === 'login') return 'auth';
  if (phase === 'open') return openingStageOf(failure);
  switch (failure.command) {
    case 'MAIL FROM':
      return 'mail';
    case 'RCPT TO':
      return 'rcpt';
    case 'DATA':
      return wasHanded ? 'dot' : 'data';
    default:
      // The commands of a message travel together: a connection that breaks without a word may have broken because of this recipient.
      return wasHanded ? 'dot' : 'rcpt';
  }
}

function openingStageOf(failure: SmtpFailure): SmtpStage {
  if (failure.code === 'EDNS') return 'connect';
  if (failure.code === 'ETLS' || failure.timeoutType === 'UPGRADE_TIMEOUT' || isTlsCode(failure.originalCode)) return 'starttls';
  if (/STARTTLS/i.test(failure.message) || failure.command === 'STARTTLS') return 'starttls';
  if (failure.timeoutType === 'CONNECT_TIMEOUT' || failure.code === 'ESOCKET') return 'connect';
  return failure.command === 'EHLO' || failure.command === 'HELO' ? 'ehlo' : 'greeting';
}

function stepOfStage(stage: SmtpStage, failure: SmtpFailure): Step {
  switch (stage) {
    case 'connect':
      return failure.code === 'EDNS' ? 'resolve' : 'connect';
    case 'greeting':
    case 'ehlo':
      return 'greeting';
    case 'starttls':
      return 'tls';
    case 'auth':
      return 'login';
    case 'mail':
      return 'from';
    case 'rcpt':
      return 'to';
    case 'data':
    case 'dot':
      return 'data';
  }
}

function isTlsCode(code: string | undefined): boolean {
  return code !== undefined && (certificateCodes.test(code) || /^ERR_(SSL|TLS)|^EPROTO$/.test(code));
}

function meaningOfSilence(failure: SmtpFailure, context: SmtpFailureContext): Meaning {
  if (context.wasHanded) return { kind: 'unknownOutcome', scope: 'recipient' };
  if (context.phase === 'open' && failure.originalCode !== undefined && certificateCodes.test(failure.originalCode)) return settingsRefused;
  if (context.phase === 'login' && failure.code === 'EAUTH') return settingsRefused;
  // Refused by the client itself before it said a word: an address or a size that cannot be sent.
  if (context.phase === 'message' && (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE'))
    return { kind: 'rejected', scope: 'recipient' };
  return serverIsOff;
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
