import { classifyReply } from '../replies/classifyReply.js';
import { readReply } from '../replies/SmtpReply.js';
import type { BounceSeverity, InboundBounce } from './InboundMail.js';
import { addressIn, fieldOf, type Fields, LONE_SURROGATES, oneLine, readFieldGroups } from './reportFields.js';

const MOST_RECIPIENTS = 20;
const LONGEST_DIAGNOSTIC = 500;
const FAILED = new Set(['failed', 'fail', 'failure']);

/** A delivery status of RFC 3464. Null: it tells of no failure. `relayed` and `delivered` are none. */
export function readDeliveryStatus(text: string): InboundBounce | null {
  const told = readFieldGroups(text).filter((group) => group.has('action') || group.has('final-recipient') || group.has('status'));
  const failed = told.filter((group) => FAILED.has(actionOf(group)));
  const about = failed.length > 0 ? failed : told.filter((group) => actionOf(group) === 'delayed');
  const [first] = about;
  if (!first) return null;
  const diagnostic = wordsOf(first);
  const status = statusIn(fieldOf(first, 'status')) ?? statusIn(diagnostic);
  return {
    recipients: recipientsOf(about),
    severity: failed.length > 0 ? severityOf(status, diagnostic) : 'delayed',
    status,
    diagnostic,
  };
}

/** Words that servers without reports use: qmail, old Exchange and Exim, Gmail. Null: it is no bounce that we know how to read. */
export function readPlainBounce(text: string, failedRecipients: string | null): InboundBounce | null {
  const head = text.slice(0, 20_000);
  const delayed = DELAYED.test(head);
  if (!delayed && failedRecipients === null && !FAILURE.test(head)) return null;
  // What follows is the returned message, whose addresses are not of the failure.
  const own = head.split(RETURNED)[0] ?? '';
  const named = (failedRecipients ?? '').split(',').map(addressIn);
  const found = named.some((address) => address !== null) ? named : addressesIn(own);
  const diagnostic = diagnosticIn(own);
  const status = statusIn(diagnostic) ?? statusIn(own);
  return {
    recipients: unique(found),
    severity: delayed ? 'delayed' : severityOf(status, diagnostic ?? firstSentence(own)),
    status,
    diagnostic: diagnostic ?? firstSentence(own),
  };
}

const DELAYED = /\b(has been delayed|delivery (is |has been )?delayed|will be retried|still being (tried|retried)|temporarily deferred)\b/i;
const FAILURE = new RegExp(
  [
    'hi\\. this is the qmail-send program',
    'wasn.t able to deliver|could not be delivered|couldn.t be delivered|wasn.t delivered to|delivery (has )?failed',
    'undeliverable|returned to sender|mail delivery failed|did not reach the following recipient',
    'no such (user|mailbox)|(user|recipient|mailbox) (is )?(unknown|unavailable|not found)|address couldn.t be found',
  ].join('|'),
  'i',
);
const RETURNED = /^(-{2,}.*(original|returned|copy of|below this line).*$|-{3,}\s*$|original message headers:|return-path:)/im;

function actionOf(group: Fields): string {
  return (fieldOf(group, 'action') ?? '').toLowerCase().replace(/[^a-z].*$/, '');
}

function wordsOf(group: Fields): string | null {
  const words = fieldOf(group, 'diagnostic-code');
  return words === null ? null : clean(words.replace(/^[A-Za-z0-9-]{1,30}\s*;\s*/, ''));
}

/** Where mail was forwarded, the address that we wrote to is the original one. */
function recipientsOf(groups: readonly Fields[]): string[] {
  return unique(groups.flatMap((group) => [addressIn(fieldOf(group, 'original-recipient')), addressIn(fieldOf(group, 'final-recipient'))]));
}

/** By the reply of the server where it is told, else by the status. Nothing but a mailbox that does not exist is the fault of an address. */
function severityOf(status: string | null, diagnostic: string | null): BounceSeverity {
  const words = diagnostic ?? '';
  const code = /(?:^|[^\d.])([45]\d\d)(?=[ -]|$)/.exec(words)?.[1];
  const reply = readReply(`${code ?? (status?.startsWith('4') ? '450' : '550')} ${status ?? ''} ${words.slice(0, 400)}`.trim());
  if (!reply) return 'soft';
  const { isAddressInvalid, scope, kind } = classifyReply(reply, 'rcpt');
  if (isAddressInvalid && kind === 'rejected') return 'hard';
  return scope === 'recipient' || kind === 'limited' ? 'soft' : 'blocked';
}

function statusIn(text: string | null): string | null {
  return /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec((text ?? '').slice(0, 20_000))?.[1] ?? null;
}

function diagnosticIn(text: string): string | null {
  const line = text.split(/\r?\n/).find((line) => /(?:^|[^\d.])[45]\d\d[ -]|[45]\.\d{1,3}\.\d{1,3}/.test(line.slice(0, 1_000)));
  return line === undefined
    ? null
    : clean(line.replace(/^\s*(remote host said:|the response( from the remote server)? was:|diagnostic-code:\s*smtp;)/i, ''));
}

function firstSentence(text: string): string | null {
  const line = text.split(/\r?\n/).find((line) => line.trim().length > 10);
  return line === undefined ? null : clean(line);
}

function addressesIn(text: string): (string | null)[] {
  return text.split(/\s+/, 4_000).map(addressIn);
}

function unique(addresses: readonly (string | null)[]): string[] {
  return [...new Set(addresses.filter((address) => address !== null))].slice(0, MOST_RECIPIENTS);
}

function clean(words: string): string {
  return oneLine(words).replace(/\s+/g, ' ').slice(0, LONGEST_DIAGNOSTIC).replace(LONE_SURROGATES, '');
}
