import { ProviderError, type ProviderErrorDetails } from '../contracts/ProviderError.js';
import { networkFailure } from '../http/networkFailure.js';
import { fingerprintOf } from '../replies/replyWords.js';
import { readReply } from '../replies/SmtpReply.js';
import { GOOGLE_SCOPES } from './googleConfig.js';
import { type GoogleFailure, readFailure } from './googleFailure.js';

/**
 * The calls that make up a send, of which only the last one can have sent anything; and those that read what came. `token`: access for a
 * service account; `signIn`: for a mailbox that signed in itself.
 */
export type GoogleStage = 'token' | 'signIn' | 'draft' | 'send' | 'read';

const SERVICE = 'Google';
/** Google blocks a mailbox that reached its limit for up to a day. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
const LIMITS = /^(rateLimitExceeded|userRateLimitExceeded|dailyLimitExceeded|quotaExceeded|RESOURCE_EXHAUSTED)$/;
const MAIL_IS_OFF = /^failedPrecondition$|^FAILED_PRECONDITION$/;
const MAIL_IS_OFF_WORDS = /mail service not enabled/i;
const SCOPES_ARE_MISSING = /insufficient authentication scopes|^insufficientPermissions$|ACCESS_TOKEN_SCOPE_INSUFFICIENT/i;

/** Translates a failure of a call for one message. */
export function googleErrorOf(error: unknown, stage: GoogleStage, recipient = ''): ProviderError {
  if (error instanceof ProviderError) return error;
  const failure = readFailure(error);
  const { status, words } = failure;
  if (status === null) return withoutAnswer(failure, stage);
  const reply = readReply(`${status} ${words}`);
  return new ProviderError({
    ...(stage === 'token' || stage === 'signIn' ? meaningOfToken(failure, status, stage) : meaningOfCall(failure, status, stage)),
    serverResponse: `${status} ${words}`.trim(),
    responseCode: status,
    fingerprint: reply ? fingerprintOf(reply, recipient) : String(status),
  });
}

/** An answer that came, and does not hold what it should. */
export function incompleteAnswer(stage: GoogleStage): ProviderError {
  return new ProviderError(stage === 'send' ? UNKNOWN : away('The answer of Google could not be read.'));
}

const UNKNOWN: ProviderErrorDetails = {
  kind: 'unknownOutcome',
  scope: 'recipient',
  step: 'data',
  message: 'The connection to Google broke before it answered, so it is not known whether the message was sent.',
};

function withoutAnswer({ code, words }: GoogleFailure, stage: GoogleStage): ProviderError {
  const meaning = networkFailure(code, words, SERVICE);
  const causeCode = code || null;
  if (meaning.kind === 'unknownOutcome' && stage === 'read')
    return new ProviderError({ ...away('The connection to Google broke while the mailbox was read.'), causeCode });
  if (meaning.kind === 'unknownOutcome' && stage !== 'send')
    return new ProviderError({ ...away('The connection to Google broke before the message was handed over.'), causeCode });
  return new ProviderError({ ...meaning, causeCode });
}

function away(message: string): ProviderErrorDetails {
  return { kind: 'unavailable', scope: 'connection', step: 'connect', message };
}

const OURS = { scope: 'ours', step: 'data' } as const;
const LOGIN = { kind: 'auth', scope: 'ours', step: 'login' } as const;
const TO_ALLOW = `In the Google admin console under Security, API controls, Domain-wide delegation, allow the client ID of the service account these scopes: ${GOOGLE_SCOPES.join(', ')}.`;

function limited(failure: GoogleFailure, stage: GoogleStage): ProviderErrorDetails {
  if (stage === 'read') return { ...OURS, kind: 'limited', message: 'Google asked to read more slowly.', retryAfterMs: waitOf(failure) };
  const isForToday = /daily/i.test(failure.reason) || /daily/i.test(failure.words);
  const message = isForToday ? 'The mailbox reached what Google lets it send in a day.' : 'Google asked to send more slowly.';
  return { ...OURS, kind: 'limited', isToOne: false, message, retryAfterMs: waitOf(failure) };
}

function meaningOfToken(failure: GoogleFailure, status: number, stage: 'token' | 'signIn'): ProviderErrorDetails {
  if (status === 429 || LIMITS.test(failure.reason)) return limited(failure, 'token');
  if (status >= 500 || status < 400 || status === 408) return away(`Google answered ${status} when it was asked for access.`);
  if (stage === 'signIn') return { ...LOGIN, message: SIGN_IN_WORDS[failure.reason] ?? `Google refused the sign-in with ${status}.` };
  switch (failure.reason) {
    case 'unauthorized_client':
    case 'invalid_scope':
    case 'access_denied':
      return { ...LOGIN, message: `The service account may not act for this mailbox yet. ${TO_ALLOW}` };
    case 'invalid_grant':
      return { ...LOGIN, message: `Google did not accept the service account key for this mailbox. ${reasonOfGrant(failure.words)}` };
  }
  return { ...LOGIN, message: `Google refused access with ${status}.` };
}

const SIGN_IN_WORDS: Readonly<Record<string, string>> = {
  invalid_grant:
    'Google no longer accepts this sign-in: access was withdrawn, the password changed, or it was not used for half a year. Open the settings of the sender and sign in again.',
  invalid_client: 'Google does not accept the client secret. Enter that of the OAuth client again.',
  unauthorized_client: 'Google does not let this OAuth client do that. Check that it is of the type “Web application”.',
  redirect_uri_mismatch: 'Google does not know the address that it should lead back to. Add it to the OAuth client.',
  access_denied: 'Google was not told to allow it.',
};

function reasonOfGrant(words: string): string {
  if (/invalid (email|user)/i.test(words)) return 'There is no such mailbox in the Google Workspace: check its spelling.';
  if (/iat|exp\b|timeframe/i.test(words)) return 'The clock of this server is wrong: set it.';
  if (/signature|account not found/i.test(words)) return 'The key was deleted or replaced: make a new one in Google Cloud and enter it.';
  return TO_ALLOW;
}

function meaningOfCall(failure: GoogleFailure, status: number, stage: 'draft' | 'send' | 'read'): ProviderErrorDetails {
  const { reason, words } = failure;
  if (status === 429 || (status === 403 && LIMITS.test(reason))) return limited(failure, stage);
  switch (status) {
    case 400:
      if (stage !== 'read' || MAIL_IS_OFF.test(reason) || MAIL_IS_OFF_WORDS.test(words)) return meaningOfBadRequest(reason, words);
      break;
    case 401:
      return { ...LOGIN, message: 'Google did not accept the access that it had given.' };
    case 403:
      return { ...LOGIN, message: meaningOfForbidden(reason, words, stage) };
    case 413:
      return tooLarge();
  }
  // A draft that Google does not know any more may have been sent, by a person in Gmail if not by us.
  if (stage === 'send') return { ...UNKNOWN, message: `Google answered ${status}, which does not tell whether the message was sent.` };
  if (status === 404) return { ...LOGIN, message: 'Google does not know this mailbox.' };
  if (status >= 500 || status < 400 || status === 408 || status === 409)
    return away(stage === 'read' ? `Google answered ${status}.` : `Google answered ${status} before the message was handed over.`);
  if (stage === 'read') return { ...OURS, kind: 'rejected', message: `Google refused to have the mailbox read, with ${status}.` };
  return { ...OURS, kind: 'rejected', isToOne: true, message: `Google refused the message with ${status}.` };
}

function meaningOfForbidden(reason: string, words: string, stage: GoogleStage): string {
  if (SCOPES_ARE_MISSING.test(reason) || SCOPES_ARE_MISSING.test(words)) return `The service account lacks a permission. ${TO_ALLOW}`;
  if (/accessNotConfigured|SERVICE_DISABLED/.test(reason) || /has not been used in project|is disabled/i.test(words))
    return 'The Gmail API is not enabled in the Google Cloud project of the service account: enable it there.';
  if (reason === 'domainPolicy') return 'The administrator of the Google Workspace does not allow access to this mailbox.';
  return stage === 'read' ? `Google does not allow this mailbox to be read. ${TO_ALLOW}` : 'Google does not allow this mailbox to send.';
}

function meaningOfBadRequest(reason: string, words: string): ProviderErrorDetails {
  if (MAIL_IS_OFF.test(reason) || MAIL_IS_OFF_WORDS.test(words)) return { ...LOGIN, message: 'Gmail is not switched on for this mailbox.' };
  if (/invalid (to|cc|bcc) header|recipient address required/i.test(words))
    return {
      kind: 'rejected',
      scope: 'recipient',
      step: 'to',
      message: 'Google refused this address.',
      isAddressInvalid: true,
    };
  if (/too (large|big|long)|exceeds .{0,20}(size|limit)/i.test(words)) return tooLarge();
  return { ...OURS, kind: 'rejected', isToOne: true, message: 'Google refused the message with 400.' };
}

function tooLarge(): ProviderErrorDetails {
  return { ...OURS, kind: 'rejected', isToOne: true, message: 'The message is larger than Google accepts.' };
}

/** Said in seconds, as a date, or in words: "Retry after 2026-11-29T14:00:00.000Z". */
function waitOf({ retryAfter, words }: GoogleFailure): number | null {
  const said = retryAfter ?? /retry after (\d{4}-\d\d-\d\dT[\d:.]+Z?)/i.exec(words)?.[1] ?? '';
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : null;
}
