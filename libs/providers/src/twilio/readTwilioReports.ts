import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConfigValues } from '../contracts/ProviderDescriptor.js';
import type { InboundText, ProviderReport, ReportsReading, SignedRequest } from '../contracts/ProviderReport.js';
import { callReportOf } from './readTwilioCalls.js';
import { twilioConfigOf } from './twilioConfig.js';

/** The parameter of the status callback that names our message. */
const OURS = 'message';
const LONGEST = 1600;

/** Where Twilio tells what became of one text: our own id is in the address, so that it is known even where Twilio's answer was lost. */
export function statusUrlOf(reportsUrl: string, messageId: string): string {
  return `${reportsUrl}?${new URLSearchParams({ [OURS]: messageId }).toString()}`;
}

/** What no other text to this phone would get through either. */
const NO_PHONE = new Set(['30005', '30006', '21211', '21614']);
const OPTED_OUT = new Set(['21610']);

/** Reads a status callback of a text or a call, or an inbound text. The signature is about the address and every field, so nothing in it can be exchanged. */
export function readTwilioReports({ raw, headers, url }: SignedRequest, values: ConfigValues, now: Date): ReportsReading {
  const { authToken, accountSid } = twilioConfigOf(values);
  const fields = new URLSearchParams(raw.toString('utf8'));
  const given = headers['x-twilio-signature'];
  if (typeof given !== 'string') return refused('This is not signed by Twilio.');
  if (!isSigned(url, fields, authToken, given)) return refused('The signature does not fit.');
  if (fields.get('AccountSid') !== accountSid) return refused('This is about another account.');
  const call = fields.get('CallSid') ?? '';
  if (call !== '') {
    const status = fields.get('CallStatus') ?? '';
    const report = status === '' ? null : callReportOf(fields, url);
    return { isGenuine: true, token: given, eventIds: [`${call}:${status}`], reports: [], calls: report ? [report] : [] };
  }
  const sid = fields.get('MessageSid') ?? fields.get('SmsSid') ?? '';
  const status = fields.get('MessageStatus') ?? fields.get('SmsStatus') ?? '';
  if (sid === '' || status === '') return refused('This is not a report of Twilio.');
  const eventId = `${sid}:${status}`;
  const told = { isGenuine: true, token: given, eventIds: [eventId] } as const;
  if (status === 'received') return { ...told, reports: [], texts: [inboundOf(fields, sid, now)] };
  const report = reportOf({ fields, eventId, sid, status, messageId: new URL(url).searchParams.get(OURS) ?? '', now });
  return { ...told, reports: report ? [report] : [] };
}

/** Twilio signs the address as it was given, and after it each field with its value, sorted by name. */
export function twilioSignature(url: string, fields: URLSearchParams, authToken: string): string {
  const pairs = [...fields].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return createHmac('sha1', authToken)
    .update(Buffer.from(url + pairs.map(([key, value]) => key + value).join(''), 'utf8'))
    .digest('base64');
}

function isSigned(url: string, fields: URLSearchParams, authToken: string, given: string): boolean {
  const [sent, expected] = [Buffer.from(given, 'base64'), Buffer.from(twilioSignature(url, fields, authToken), 'base64')];
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

function inboundOf(fields: URLSearchParams, sid: string, now: Date): InboundText {
  return {
    providerMessageId: sid,
    from: fields.get('From') ?? '',
    to: fields.get('To') ?? '',
    body: (fields.get('Body') ?? '').slice(0, LONGEST),
    files: Math.max(0, Math.trunc(Number(fields.get('NumMedia') ?? 0)) || 0),
    receivedAt: now.toISOString(),
  };
}

interface Callback {
  readonly fields: URLSearchParams;
  readonly eventId: string;
  readonly sid: string;
  readonly status: string;
  readonly messageId: string;
  readonly now: Date;
}

/** Null for what changes nothing: queued and sent, which is on its way. */
function reportOf({ fields, eventId, sid, status, messageId, now }: Callback): ProviderReport | null {
  const code = fields.get('ErrorCode') ?? '';
  const isLost = status === 'undelivered' || status === 'failed' || status === 'canceled';
  const type =
    status === 'delivered' || status === 'read' ? 'delivered' : isLost ? (OPTED_OUT.has(code) ? 'unsubscribed' : 'bounced') : null;
  if (type === null) return null;
  return {
    eventId,
    type,
    channel: 'text',
    ...(type === 'bounced' && !NO_PHONE.has(code) ? { isAddressFine: true } : {}),
    messageId,
    providerMessageId: sid,
    address: fields.get('To'),
    occurredAt: now.toISOString(),
    detail: isLost
      ? { response: wordsOf(code, fields.get('ErrorMessage') ?? ''), ...(/^\d+$/.test(code) ? { code: Number(code) } : {}) }
      : {},
  };
}

/** Twilio seldom says more than a number. */
const WORDS: Readonly<Record<string, string>> = {
  '21610': 'This person answered STOP.',
  '30001': 'The queue of the number was full for too long.',
  '30002': 'The Twilio account is suspended.',
  '30003': 'The phone was off or out of reach.',
  '30004': 'The text was blocked for this phone.',
  '30005': 'The number does not exist.',
  '30006': 'The number is a landline, or its carrier takes no texts.',
  '30007': 'The carrier took the text for spam.',
  '30008': 'Twilio does not know why the text was lost.',
  '30034': 'The number is not registered for texts to the United States (A2P 10DLC).',
};

function wordsOf(code: string, words: string): string {
  const told = WORDS[code] ?? (words || 'The text was not delivered.');
  return code === '' ? told : `${told} (Twilio ${code})`;
}

function refused(why: string): ReportsReading {
  return { isGenuine: false, why };
}
