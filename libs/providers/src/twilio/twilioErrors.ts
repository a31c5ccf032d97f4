import { ProviderError, type ProviderErrorDetails } from '../contracts/ProviderError.js';
import { callFailureOf } from '../http/callFailure.js';
import { networkFailure } from '../http/networkFailure.js';

/** What Twilio answered instead of a message. The SDK's own error knows neither the headers nor an answer that is no JSON. */
export class TwilioRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number | null,
    message: string,
    readonly retryAfterMs: number | null,
  ) {
    super(message);
    this.name = 'TwilioRefusal';
  }
}

const SERVICE = 'Twilio';
const LONGEST_WORDS = 500;

/** Translates a failure of a call that hands over one text. */
export function twilioErrorOf(error: unknown, recipient: string): ProviderError {
  if (error instanceof ProviderError) return error;
  if (!(error instanceof TwilioRefusal)) {
    const { code, words } = callFailureOf(error);
    return new ProviderError({ ...networkFailure(code, words, SERVICE), causeCode: code || null });
  }
  const { status, code } = error;
  const words = error.message
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, LONGEST_WORDS);
  return new ProviderError({
    ...(meaningOfCode(code) ?? meaningOfStatus(status)),
    ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
    serverResponse: [code ?? status, words].join(' ').trim(),
    responseCode: code ?? status,
    fingerprint: `${code ?? status} ${words.replaceAll(recipient, '')}`.slice(0, 120),
  });
}

const ours = { scope: 'ours', step: 'data' } as const;
const theirs = { kind: 'rejected', scope: 'recipient', step: 'to' } as const;
const settings = { ...ours, kind: 'auth', step: 'login' } as const;

/** Null for codes that say no more than the status of the answer. */
function meaningOfCode(code: number | null): ProviderErrorDetails | null {
  switch (code) {
    case 20003:
    case 20008:
      return { ...settings, message: 'Twilio did not accept the account SID and the auth token or key.' };
    case 20005:
    case 30002:
      return { ...settings, message: 'The Twilio account is suspended.' };
    case 20404:
      return { ...settings, message: 'Twilio does not know this account or messaging service.' };
    case 21212:
    case 21603:
    case 21606:
    case 21659:
    case 21660:
    case 21661:
    case 21703:
    case 21704:
    case 21705:
    case 21701:
      return { ...settings, step: 'from', message: 'Twilio does not send texts from this number or messaging service.' };
    case 21610:
      return { ...theirs, isOptedOut: true, message: 'This person answered STOP to this number.' };
    case 21211:
    case 21217:
    case 21401:
      return { ...theirs, isAddressInvalid: true, message: 'Twilio says that this is no phone number.' };
    case 21614:
      return { ...theirs, isAddressInvalid: true, message: 'This number cannot get texts; it may be a landline.' };
    case 21612:
      return { ...theirs, message: 'Twilio has no way from this number to that one.' };
    case 21408:
      // About the country of this recipient: the others may be allowed.
      return {
        ...ours,
        kind: 'rejected',
        isToOne: true,
        message: 'The Twilio account may not send texts to this country. Allow it at Twilio under Messaging, Settings, Geo permissions.',
      };
    case 21608:
      return { ...ours, kind: 'rejected', isToOne: true, message: 'A trial account of Twilio sends to verified numbers only.' };
    case 21602:
    case 21617:
      return { ...theirs, step: 'data', message: 'Twilio refused the words of this text: it is empty or longer than 1,600 characters.' };
    case 20429:
    case 14107:
    case 21611:
    case 30001:
    case 30022:
    case 63038:
      return {
        ...ours,
        kind: 'limited',
        isToOne: false,
        message: code === 21611 || code === 30001 ? 'The queue of this number is full at Twilio.' : 'Twilio asked to send more slowly.',
      };
    default:
      return null;
  }
}

function meaningOfStatus(status: number): ProviderErrorDetails {
  switch (status) {
    case 401:
    case 403:
      return { ...settings, message: 'Twilio does not let this account in.' };
    case 404:
      return { ...settings, message: 'Twilio does not know this account.' };
    case 429:
      return { ...ours, kind: 'limited', isToOne: false, message: 'Twilio asked to send more slowly.' };
  }
  // It may have been taken over before the failure, or its acceptance came in half.
  if (status >= 500 || status < 400 || status === 408)
    return {
      kind: 'unknownOutcome',
      scope: 'recipient',
      step: 'data',
      message: `Twilio answered ${status}, which does not tell whether the text was sent.`,
    };
  return { ...ours, kind: 'rejected', isToOne: true, message: `Twilio refused the text with ${status}.` };
}
