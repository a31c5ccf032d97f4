import { ProviderError, type ProviderErrorDetails } from '../contracts/ProviderError.js';
import { callFailureOf } from '../http/callFailure.js';
import { networkFailure } from '../http/networkFailure.js';
import { retryAfterHeaderMs } from '../http/retryAfterHeader.js';
import { fingerprintOf, meaningOfWords } from '../replies/replyWords.js';
import { readReply } from '../replies/SmtpReply.js';

/**
 * What a call does: nothing but the last one can have sent anything. `token`: signs in. `ask`: reads, creates a draft or deletes one.
 * `send`: sends a draft. `read`: reads what came.
 */
export type GraphStep = 'token' | 'ask' | 'send' | 'read';

/** A complete answer that is no success. */
export interface GraphRefusal {
  readonly status: number;
  /** Graph's code (ErrorAccessDenied) or that of the sign-in service (AADSTS7000215). */
  readonly code: string;
  readonly words: string;
  readonly retryAfter: string | null;
}

const LONGEST_WORDS = 500;
const SIGN_IN = 'The sign-in service of Microsoft';
const GRAPH = 'Microsoft 365';

/** A call that got no answer, or half of one. */
export function noAnswer(error: unknown, step: GraphStep): ProviderError {
  const { code, words } = callFailureOf(error);
  const service = step === 'token' ? SIGN_IN : GRAPH;
  const meaning = networkFailure(code, words, service);
  const isSafe = step !== 'send' && meaning.kind === 'unknownOutcome';
  return new ProviderError({
    ...meaning,
    ...(isSafe
      ? {
          kind: 'unavailable',
          scope: 'connection',
          message: `The connection to ${service.replace(/^The /, 'the ')} broke ${step === 'read' ? 'while the mailbox was read' : 'before the message was handed over'}.`,
        }
      : {}),
    causeCode: code || null,
  });
}

export function refusalError(refusal: GraphRefusal, step: GraphStep, recipient: string): ProviderError {
  const { status, code } = refusal;
  const words = refusal.words
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, LONGEST_WORDS);
  const reply = readReply(`${status} ${words}`);
  return new ProviderError({
    ...(step === 'token' ? meaningOfSignIn(refusal) : meaningOfGraph({ ...refusal, words }, step)),
    serverResponse: [status, code, words].filter((part) => part !== '').join(' '),
    responseCode: status,
    fingerprint: code !== '' ? `${status} ${code}` : reply ? fingerprintOf(reply, recipient) : String(status),
  });
}

function meaningOfSignIn({ status, code, retryAfter }: GraphRefusal): ProviderErrorDetails {
  if (status === 429) return { ...slowly('login', retryAfter), message: 'The sign-in service of Microsoft asked to come back later.' };
  if (status >= 500 || status < 400 || status === 408)
    return {
      kind: 'unavailable',
      scope: 'connection',
      step: 'connect',
      message: `The sign-in service of Microsoft answered ${status}.`,
      retryAfterMs: retryAfterHeaderMs(retryAfter),
    };
  return { kind: 'auth', scope: 'ours', step: 'login', message: SIGN_IN_WORDS[code] ?? 'Microsoft did not let the app sign in.' };
}

const SIGN_IN_AGAIN = 'Open the settings of the sender and sign in again.';
const SIGN_IN_WORDS: Readonly<Record<string, string>> = {
  AADSTS7000215: 'Microsoft did not accept the client secret.',
  AADSTS7000222: 'The client secret has expired.',
  AADSTS90002: 'Microsoft does not know this tenant.',
  AADSTS900023: 'Microsoft does not know this tenant.',
  AADSTS700016: 'Microsoft does not know this app in this tenant.',
  AADSTS7000112: 'The app is disabled in Microsoft Entra.',
  AADSTS50011: 'Microsoft does not know the address that it should lead back to. Add it to the app, under Authentication, for the web.',
  AADSTS65001: `The mailbox has not allowed the app to do this. ${SIGN_IN_AGAIN}`,
  AADSTS50173: `The password of the mailbox changed, or its sessions were ended. ${SIGN_IN_AGAIN}`,
  AADSTS700082: `The sign-in was not used for three months and has expired. ${SIGN_IN_AGAIN}`,
  AADSTS70008: `The sign-in has expired. ${SIGN_IN_AGAIN}`,
  AADSTS70043: `The sign-in has expired. ${SIGN_IN_AGAIN}`,
  AADSTS50076: `Microsoft wants a second proof of who signs in. ${SIGN_IN_AGAIN}`,
  AADSTS50057: 'The account of this mailbox is disabled.',
};

const SIZE = /^Error(MessageSizeExceeded|ContentTooLarge)$|RequestBodyTooLarge|RequestEntityTooLarge/i;
const NO_MAILBOX = /Mailbox(NotEnabled|NotSupported)ForRESTAPI|ErrorNonExistentMailbox|ErrorInvalidUser|^(Request_)?ResourceNotFound$/i;
const QUOTA = /Error(QuotaExceeded|ExceededMessageLimit|SubmissionQuotaExceeded)/i;
const BLOCKED = /ErrorMessageSubmissionBlocked|ErrorAccountSuspend/i;
const BAD_RECIPIENT = /^ErrorInvalid(Recipients|SmtpAddress|EmailAddress)/i;
const MAY_NOT_SEND_AS = /SendAsDenied|SendOnBehalfOf|ErrorInvalidSender/i;

function meaningOfGraph({ status, code, words, retryAfter }: GraphRefusal, step: GraphStep): ProviderErrorDetails {
  const ours = { scope: 'ours', step: 'data' } as const;
  // A message may be too large for its draft only: it is the same message that is refused.
  if (SIZE.test(code) || status === 413)
    return { ...ours, kind: 'rejected', isToOne: true, message: 'The message is larger than Microsoft 365 accepts.' };
  if (QUOTA.test(code))
    return { ...slowly('data', retryAfter), message: 'The mailbox has reached a limit of Microsoft 365, or its storage is full.' };
  if (status === 429)
    return { ...slowly('data', retryAfter), message: `Microsoft 365 asked to ${step === 'read' ? 'read' : 'send'} more slowly.` };
  if (status === 401) return { ...ours, kind: 'auth', step: 'login', message: 'Microsoft 365 did not accept the sign-in of the app.' };
  if (BLOCKED.test(code)) return { ...ours, kind: 'auth', step: 'login', message: 'Microsoft has blocked this mailbox from sending.' };
  if (MAY_NOT_SEND_AS.test(code))
    return { ...ours, kind: 'rejected', isToOne: false, step: 'from', message: 'The mailbox may not send from this sender address.' };
  if (NO_MAILBOX.test(code)) return { ...ours, kind: 'auth', step: 'login', message: 'Microsoft 365 has no active mailbox by this name.' };
  if (status === 403) return { ...ours, kind: 'auth', step: 'login', message: 'Microsoft 365 does not allow the app to use this mailbox.' };
  // A draft that is gone may have been sent, by whomever.
  if (status === 404 && step !== 'send')
    return { ...ours, kind: 'auth', step: 'login', message: 'Microsoft 365 does not know this mailbox.' };
  if (status === 404 || status >= 500 || status < 400 || status === 408)
    return step === 'send' ? unknown(status) : away(status, retryAfter, step);
  if (BAD_RECIPIENT.test(code) || (status === 400 && meaningOfWords(words) === 'noMailbox'))
    return { kind: 'rejected', scope: 'recipient', step: 'to', isAddressInvalid: true, message: 'Microsoft 365 refused this address.' };
  // Two changes of one item at a time: it works at the next attempt.
  if (status === 409 || status === 412 || status === 423)
    return {
      ...ours,
      kind: 'limited',
      isToOne: true,
      message: `Microsoft 365 answered ${status}.`,
      retryAfterMs: retryAfterHeaderMs(retryAfter),
    };
  return {
    ...ours,
    kind: 'rejected',
    isToOne: true,
    message: `Microsoft 365 refused ${step === 'read' ? 'to have the mailbox read,' : 'the message'} with ${status}.`,
  };
}

function slowly(step: string, retryAfter: string | null): Omit<ProviderErrorDetails, 'message'> {
  return { kind: 'limited', scope: 'ours', isToOne: false, step, retryAfterMs: retryAfterHeaderMs(retryAfter) };
}

function away(status: number, retryAfter: string | null, step: GraphStep): ProviderErrorDetails {
  return {
    kind: 'unavailable',
    scope: 'connection',
    step: 'data',
    message: `Microsoft 365 answered ${status}${step === 'read' ? '' : ' before the message was handed over'}.`,
    retryAfterMs: retryAfterHeaderMs(retryAfter),
  };
}

function unknown(status: number): ProviderErrorDetails {
  return {
    kind: 'unknownOutcome',
    scope: 'recipient',
    step: 'data',
    message: `Microsoft 365 answered ${status}, which does not tell whether the message was sent.`,
  };
}

/** The same failure, with the id of the draft by which Microsoft 365 can be asked. */
export function withDraft(error: ProviderError, providerMessageId: string): ProviderError {
  const { kind, scope, isToOne, message, step, serverResponse, responseCode, fingerprint, retryAfterMs, causeCode } = error;
  const { isAddressInvalid, isGreylisting } = error;
  const told = { serverResponse, responseCode, fingerprint, retryAfterMs, causeCode, isAddressInvalid, isGreylisting };
  return new ProviderError({ kind, scope, isToOne, message, step, ...told, providerMessageId });
}

/** The same failure, and what to do about it: where a mailbox is read, nothing else tells. */
export function withReadingHint(error: ProviderError): ProviderError {
  const isForbidden = error.kind === 'auth' && error.responseCode === 403;
  const hint = isForbidden ? TO_READ : hintOf(error);
  if (hint === null) return error;
  const { kind, scope, isToOne, message, step, serverResponse, responseCode, fingerprint, retryAfterMs, causeCode } = error;
  const told = { serverResponse, responseCode, fingerprint, retryAfterMs, causeCode };
  return new ProviderError({ kind, scope, isToOne, message: `${message} ${hint}`, step, ...told });
}

const TO_READ =
  'In Microsoft Entra, grant the app the application permission Mail.Read (Mail.ReadWrite holds it), with admin consent, and check that no policy keeps it out of this mailbox.';

/** What to do about it, when we know. */
export function hintOf({ fingerprint, responseCode, step, kind }: ProviderError): string | null {
  const code = fingerprint?.split(' ')[1] ?? '';
  switch (code) {
    case 'AADSTS7000215':
      return 'Copy the value of the client secret, not its ID. It is shown only when the secret is created.';
    case 'AADSTS7000222':
      return 'Create a new client secret for the app in Microsoft Entra, and enter its value.';
    case 'AADSTS90002':
    case 'AADSTS900023':
      return 'Copy the directory (tenant) ID from the overview of the app.';
    case 'AADSTS700016':
      return 'Copy the application (client) ID from the overview of the app, and check that the tenant ID is that of the same page.';
  }
  if (kind !== 'auth' || step === 'tls') return null;
  if (NO_MAILBOX.test(code) || responseCode === 404)
    return 'Enter the user principal name of a mailbox in Exchange Online. Mailboxes on a server of your own cannot be used.';
  if (BLOCKED.test(code))
    return 'Ask the administrator of Microsoft 365 to unblock the mailbox, under Restricted entities in Microsoft Defender.';
  if (responseCode === 401 || responseCode === 403)
    return 'Grant the app the application permissions Mail.ReadWrite and Mail.Send, with admin consent, and check that no policy keeps it out of this mailbox.';
  return null;
}
