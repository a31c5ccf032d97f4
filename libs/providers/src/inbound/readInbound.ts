import type { Attachment, Email } from 'postal-mime';
import { vendorPackage } from '../http/vendorPackage.js';
import type { InboundMail } from './InboundMail.js';
import { readDeliveryStatus, readPlainBounce } from './readBounce.js';
import { addressIn, fieldOf, type Fields, LONE_SURROGATES, messageIdsIn, oneLine, readFieldGroups, readFields } from './reportFields.js';
import { splitReply, wordsOfHtml } from './splitReply.js';

/** What is read of a message: reports and answers are small, and what follows is attachments. */
export const LONGEST_INBOUND = 512 * 1024;
const LONGEST_SUBJECT = 500;
const MOST_IDS = 20;
const LIMITS = {
  forceRfc822Attachments: true,
  attachmentEncoding: 'arraybuffer',
  maxNestingDepth: 20,
  maxHeadersSize: 128 * 1024,
} as const;

const postalMime = vendorPackage('mailboxes', () => import('postal-mime'));

/**
 * What a message of a mailbox is: a bounce, a complaint, an answer of a machine or of a person, or something else. Never rejects:
 * what cannot be read is something else. The package that reads MIME is loaded by the first message.
 */
export async function readInbound(raw: Uint8Array): Promise<InboundMail> {
  // Outside: a package that is not there must not turn a bounce into something else for good.
  const { default: parser } = await postalMime();
  try {
    return read(await parser.parse(raw.subarray(0, LONGEST_INBOUND), LIMITS));
  } catch {
    return { kind: 'other', messageId: null, from: null, subject: '', date: null, about: [], links: [] };
  }
}

function read(email: Email): InboundMail {
  const headers: Fields = fieldsOf(email);
  const own = {
    messageId: messageIdsIn(email.messageId ?? null, 1)[0] ?? null,
    from: addressIn(email.from?.address ?? null),
    subject: oneLine(email.subject ?? '')
      .slice(0, LONGEST_SUBJECT)
      .replace(LONE_SURROGATES, ''),
    date: momentOf(email.date),
  };
  const heads = returnedHeadsOf(email);
  const returned = returnedIdsOf(heads);
  const links = unique(heads.flatMap((fields) => linksIn(fieldOf(fields, 'list-unsubscribe'))));
  const feedback = partOf(email, 'message/feedback-report');
  if (feedback !== null) return { ...own, about: returned, links, ...complaintOf(feedback) };
  const status = partOf(email, 'message/delivery-status') ?? partOf(email, 'message/global-delivery-status');
  const plain = email.text ?? (email.html === undefined ? '' : wordsOfHtml(email.html));
  if (status !== null) {
    const bounce = readDeliveryStatus(status);
    // A report of success, or one that says nothing we could hold against an address.
    return bounce ? { ...own, kind: 'bounce', about: returned, links, bounce } : { ...own, kind: 'other', about: [], links: [] };
  }
  if (isFromServer(headers, own.from)) {
    const bounce = readPlainBounce(plain, fieldOf(headers, 'x-failed-recipients'));
    if (bounce) {
      const about = unique([...returned, ...messageIdsAfterReturn(plain), ...answeredIds(headers)]);
      return { ...own, kind: 'bounce', about, links: unique([...links, ...linksAfterReturn(plain)]), bounce };
    }
  }
  const about = answeredIds(headers);
  if (isAutomatic(headers, own)) return { ...own, kind: 'autoReply', about, links: [], ...splitReply(plain) };
  return about.length > 0 ? { ...own, kind: 'reply', about, links: [], ...splitReply(plain) } : { ...own, kind: 'other', about, links: [] };
}

function fieldsOf({ headers }: Email): Fields {
  const fields = new Map<string, string[]>();
  for (const { key, value } of headers) fields.set(key, [...(fields.get(key) ?? []), oneLine(value)]);
  return fields;
}

function complaintOf(report: string): { kind: 'complaint'; recipients: string[] } | { kind: 'other' } {
  const groups = readFieldGroups(report);
  const type = groups.map((group) => fieldOf(group, 'feedback-type')).find((type) => type !== null) ?? '';
  // "not-spam" takes a complaint back, "auth-failure" is about DMARC: neither says that a person complained.
  if (!/^(abuse|fraud|opt-out|opt-out-list|other)\b/i.test(type)) return { kind: 'other' };
  const named = groups.flatMap((group) => [...(group.get('original-rcpt-to') ?? []), ...(group.get('removal-recipient') ?? [])]);
  return { kind: 'complaint', recipients: unique(named.map(addressIn).filter((address) => address !== null)) };
}

/** The headers of what a report returns: of the message, or of what is left of it. */
function returnedHeadsOf(email: Email): Fields[] {
  return email.attachments
    .filter(({ mimeType }) => /^(message\/(rfc822|global|global-headers|partial)|text\/rfc822-headers?)$/.test(mimeType))
    .map((part) => readFields(textOf(part).split(/\r?\n\r?\n/, 1)[0] ?? ''));
}

/** Ours, and what Gmail keeps of it where it gave the message another one. */
function returnedIdsOf(heads: readonly Fields[]): string[] {
  const names = ['message-id', 'x-google-original-message-id'];
  return unique(heads.flatMap((fields) => names.flatMap((name) => messageIdsIn(fieldOf(fields, name)))));
}

function linksIn(value: string | null): string[] {
  return [...(value ?? '').slice(0, 4_000).matchAll(/<(https?:\/\/[^\s<>]{1,1500})>/gi)].map(([, url = '']) => url);
}

function linksAfterReturn(text: string): string[] {
  return [...text.slice(0, 100_000).matchAll(/^[> ]*list-unsubscribe:\s*(<[^\s<>]{8,1500}>)/gim)].flatMap(([, link = '']) => linksIn(link));
}

/** Servers without reports put the returned message behind their words. */
function messageIdsAfterReturn(text: string): string[] {
  return [...text.slice(0, 100_000).matchAll(/^[> ]*message-id:\s*(<[^\s<>]{3,500}>)/gim)].flatMap(([, id = '']) => messageIdsIn(id));
}

function partOf(email: Email, type: string): string | null {
  const part = email.attachments.find(({ mimeType }) => mimeType === type);
  return part ? textOf(part) : null;
}

function textOf({ content }: Attachment): string {
  if (typeof content === 'string') return content;
  return Buffer.from(content as Uint8Array).toString('utf8', 0, 100_000);
}

/** In-Reply-To names the one message; References ends with it. */
function answeredIds(headers: Fields): string[] {
  const replies = (headers.get('in-reply-to') ?? []).flatMap((value) => messageIdsIn(value));
  const references = (headers.get('references') ?? []).flatMap((value) => messageIdsIn(value, 200)).reverse();
  return unique([...replies, ...references]);
}

function isFromServer(headers: Fields, from: string | null): boolean {
  if (headers.has('x-failed-recipients')) return true;
  if (/^\s*<\s*>\s*$/.test(fieldOf(headers, 'return-path') ?? '')) return true;
  return /^(mailer-daemon|postmaster|mail-daemon|microsoftexchange[0-9a-f]*|mdaemon)@/i.test(from ?? '');
}

/** RFC 3834, and what came before and beside it. */
function isAutomatic(headers: Fields, { subject }: { subject: string }): boolean {
  const submitted = (fieldOf(headers, 'auto-submitted') ?? 'no').toLowerCase();
  if (!submitted.startsWith('no')) return true;
  if (['x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-autogenerated'].some((name) => headers.has(name))) return true;
  if (/^(auto_reply|auto-reply|bulk|junk|list)\b/i.test(fieldOf(headers, 'precedence') ?? '')) return true;
  if (/\b(oof|autoreply|all)\b/i.test(fieldOf(headers, 'x-auto-response-suppress') ?? '')) return true;
  return OUT_OF_OFFICE.test(subject);
}

const OUT_OF_OFFICE =
  /^\s*(automatic reply|auto(matic|-)? ?response|auto-?reply|out of( the)? office|automatische antwort|abwesenheitsnotiz|réponse automatique|respuesta automática|risposta automatica|automatisch antwoord)\b/i;

function momentOf(date: string | undefined): string | null {
  const at = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(at) || at < 0 || at > 253_402_300_799_999 ? null : new Date(at).toISOString();
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].slice(0, MOST_IDS);
}
