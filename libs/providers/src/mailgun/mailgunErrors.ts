import { ProviderError, type ProviderErrorDetails } from '../contracts/ProviderError.js';
import { networkFailure } from '../http/networkFailure.js';
import { fingerprintOf, meaningOfWords } from '../replies/replyWords.js';
import { retryAfterMs } from '../replies/retryAfter.js';
import { readReply } from '../replies/SmtpReply.js';

/** The fields of mailgun.js's errors that are read here. A call without an answer has status 400 and its code as the message. */
interface MailgunFailure {
  readonly status: number;
  readonly message: string;
  readonly details: string;
}

const SERVICE = 'Mailgun';
const LONGEST_WORDS = 500;
/** ECONNRESET, ERR_NETWORK, DEPTH_ZERO_SELF_SIGNED_CERT: no server says "ECONNRESET" as the reason of a 400. */
const NETWORK_CODE = /^(E[A-Z]{3,}|[A-Z]+(_[A-Z]+)+)$/;

/** Translates a failure of a call that hands over one message. */
export function mailgunErrorOf(error: unknown, recipient: string): ProviderError {
  if (error instanceof ProviderError) return error;
  const failure = readFailure(error);
  if (failure.status === 400 && (NETWORK_CODE.test(failure.message) || failure.message === '')) {
    const { message, ...meaning } = networkFailure(failure.message, failure.details, SERVICE);
    return new ProviderError({ ...meaning, message, causeCode: failure.message || null });
  }
  const words = wordsOf(failure);
  const reply = readReply(`${failure.status} ${words}`);
  return new ProviderError({
    ...meaningOfStatus(failure.status, words),
    serverResponse: `${failure.status} ${words}`.trim(),
    responseCode: failure.status,
    fingerprint: reply ? fingerprintOf(reply, recipient) : String(failure.status),
  });
}

/** The status of the answer; null when there was none. */
export function mailgunStatusOf(error: unknown): number | null {
  const { status, message } = readFailure(error);
  return status === 400 && NETWORK_CODE.test(message) ? null : status;
}

function meaningOfStatus(status: number, words: string): ProviderErrorDetails {
  const ours = { scope: 'ours', step: 'data' } as const;
  switch (status) {
    case 401:
      return { ...ours, kind: 'auth', step: 'login', message: 'Mailgun did not accept the API key.' };
    case 402:
      return { ...ours, kind: 'auth', step: 'login', message: 'Mailgun asks for a payment before it sends again.' };
    case 403:
      // Said about a key, a domain or, on a sandbox domain, this recipient alone.
      return /sandbox|authorized recipient/i.test(words)
        ? { ...ours, kind: 'rejected', isToOne: true, message: 'A sandbox domain of Mailgun sends to authorized recipients only.' }
        : { ...ours, kind: 'auth', step: 'login', message: 'Mailgun does not allow this key or domain to send.' };
    case 404:
      return { ...ours, kind: 'auth', step: 'login', message: 'Mailgun does not know this domain in this region.' };
    case 413:
      return { ...ours, kind: 'rejected', isToOne: true, message: 'The message is larger than Mailgun accepts.' };
    case 429:
      return { ...ours, kind: 'limited', isToOne: false, message: 'Mailgun asked to send more slowly.', retryAfterMs: retryAfterMs(words) };
  }
  // It may have been taken over before the failure, or its acceptance came in half: Mailgun's log knows.
  if (status >= 500 || status < 400 || status === 408)
    return {
      kind: 'unknownOutcome',
      scope: 'recipient',
      step: 'data',
      message: `Mailgun answered ${status}, which does not tell whether the message was sent.`,
    };
  if (/parameter is not a valid address|not a valid (e-?mail )?address/i.test(words) || meaningOfWords(words) === 'noMailbox')
    return {
      kind: 'rejected',
      scope: 'recipient',
      step: 'to',
      message: 'Mailgun refused this address.',
      isAddressInvalid: true,
    };
  return { ...ours, kind: 'rejected', isToOne: true, message: `Mailgun refused the message with ${status}.` };
}

function wordsOf({ message, details }: MailgunFailure): string {
  return (details || message)
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, LONGEST_WORDS);
}

function readFailure(error: unknown): MailgunFailure {
  const { status, message, details } = (typeof error === 'object' && error !== null ? error : {}) as Partial<
    Record<keyof MailgunFailure, unknown>
  >;
  return {
    status: typeof status === 'number' ? status : 400,
    message: typeof message === 'string' ? message : '',
    details: typeof details === 'string' ? details : '',
  };
}
