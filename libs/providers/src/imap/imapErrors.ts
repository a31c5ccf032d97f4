import { ProviderError, type ProviderErrorKind, type ProviderErrorScope } from '../contracts/ProviderError.js';
import type { ImapConfig } from './imapConfig.js';

/** The fields of imapflow's errors that are read here. */
interface ImapFailure {
  readonly message?: string;
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly serverResponseCode?: string;
  readonly response?: unknown;
  readonly responseText?: string;
  readonly tlsFailed?: boolean;
}

export type ImapStep = 'connect' | 'login' | 'data';

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|EXPIRED/;
const NOT_TLS = /^(ERR_SSL|ERR_TLS|EPROTO)/;
const LONGEST_WORDS = 300;

/** Translates a failure of the IMAP client. `isPrivate`: the server is in a network that strangers must learn nothing about. */
export function imapErrorOf(error: unknown, step: ImapStep, config: ImapConfig, isPrivate = false): ProviderError {
  if (error instanceof ProviderError) return error;
  const failure = (typeof error === 'object' && error !== null ? error : {}) as ImapFailure;
  const code = failure.code ?? '';
  const words = wordsOf(failure);
  if (failure.authenticationFailed) return loginFailed(failure, words);
  if (isPrivate && step === 'connect')
    return made('unavailable', 'connection', 'connect', 'No mailbox could be opened there. Check host, port and encryption.', null, null);
  if (CERTIFICATE.test(code)) return made('auth', 'ours', 'tls', certificateHint(code, config), null, code);
  if (NOT_TLS.test(code) || failure.tlsFailed || /STARTTLS/i.test(failure.message ?? ''))
    return made('unavailable', 'connection', 'tls', tlsHint(config), words, code);
  if (step === 'connect') return made('unavailable', 'connection', 'connect', connectHint(code, config), words, code);
  if (step === 'login') return made('unavailable', 'connection', 'login', 'The mail server broke off while signing in.', words, code);
  if (failure.responseText !== undefined || failure.serverResponseCode !== undefined)
    return made('limited', 'connection', 'data', 'The mail server refused to read the mailbox for now.', words, code);
  return made('unavailable', 'connection', 'data', 'The connection to the mail server broke while reading.', words, code);
}

export function folderMissing(folder: string, words: string | null): ProviderError {
  const message = `The mailbox has no folder “${folder}” that can be opened. Check its name; the main one is called INBOX.`;
  return made('auth', 'ours', 'data', message, words, null);
}

function loginFailed(failure: ImapFailure, words: string | null): ProviderError {
  const code = failure.serverResponseCode ?? '';
  if (/UNAVAILABLE|INUSE|LIMIT/i.test(code))
    return made('limited', 'connection', 'login', 'The mail server takes no sign-in right now.', words, code);
  const message = 'User name or password were refused. Many providers need an app password, and the full email address as the user name.';
  return made('auth', 'ours', 'login', message, words, code || null);
}

function connectHint(code: string, { host, port }: ImapConfig): string {
  if (code === 'ECONNREFUSED') return `Nothing listens on port ${port} of ${host}. Usual ports are 993 (TLS) and 143 (STARTTLS).`;
  return `No IMAP server answered at ${host}:${port}. Check host, port and encryption; a firewall may be in between.`;
}

function tlsHint({ security }: ImapConfig): string {
  return security === 'tls'
    ? 'The server does not speak TLS from the start on this port. Try STARTTLS with port 143.'
    : 'The server offers no STARTTLS. Try “TLS from the start” with port 993.';
}

function certificateHint(code: string, { host }: ImapConfig): string {
  if (/ALTNAME/.test(code)) return `The certificate is not made out to “${host}”. Use the host name that the certificate carries.`;
  if (/EXPIRED/.test(code)) return 'The certificate of the mail server has expired.';
  return 'The certificate cannot be verified. If this server is your own and its certificate self-signed, allow that in the settings.';
}

function wordsOf({ response, responseText }: ImapFailure): string | null {
  const words = typeof responseText === 'string' ? responseText : typeof response === 'string' ? response : null;
  return words === null
    ? null
    : words
        .replace(/[\u0000-\u001f\u007f]+/g, ' ')
        .trim()
        .slice(0, LONGEST_WORDS) || null;
}

function made(
  kind: ProviderErrorKind,
  scope: ProviderErrorScope,
  step: string,
  message: string,
  serverResponse: string | null,
  causeCode: string | null,
): ProviderError {
  return new ProviderError({ kind, scope, step, message, serverResponse, causeCode });
}
