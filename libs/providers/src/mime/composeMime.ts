import { randomBytes } from 'node:crypto';
import { domainToASCII } from 'node:url';
import MimeNode from 'nodemailer/lib/mime-node';
import { ProviderError } from '../contracts/ProviderError.js';
import type { MailAttachment, Mailbox, OutgoingEmail } from '../contracts/OutgoingEmail.js';
import type { PiecedText } from '../contracts/PiecedText.js';
import { encodePieces, withLineEnds } from './encodePieces.js';
import { encodeQuotedPrintable, isPlainText } from './encodeQuotedPrintable.js';
import { addressField, textField } from './headerFields.js';

/**
 * Builds the message exactly as it travels: text and HTML alternatives, UTF-8, CRLF line ends. nodemailer makes the headers;
 * the parts are encoded and put together here, because its streaming composer takes three times as long for two parts of text.
 *
 * A line break can never start a header of its own: header names and addresses that hold one are refused, in display names,
 * subjects and header values it becomes a space.
 */
export function composeMime(email: OutgoingEmail): Buffer {
  const { attachments = [] } = email;
  const boundary = nextBoundary();
  const kind = attachments.length > 0 ? 'mixed' : 'alternative';
  const head = [
    addressField('From', mailbox(email.from)),
    addressField('To', mailbox(email.to)),
    ...(email.replyTo ? [addressField('Reply-To', mailbox(email.replyTo))] : []),
    textField('Subject', oneLine(email.subject)),
    `Message-ID: ${messageId(email.messageId)}`,
    `Date: ${email.date.toUTCString().replace('GMT', '+0000')}`,
    ...email.headers.map(({ name, value }) => textField(headerName(name), oneLine(value))),
    'MIME-Version: 1.0',
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
  ]
    .filter((field) => field !== '')
    .join('\r\n');
  // Headers in UTF-8 are only for servers that were asked (SMTPUTF8); whoever sends makes sure of that.
  if (NON_ASCII.test(head) && !needsUtf8(email)) throw malformed('A header holds characters that need encoding.');
  if (attachments.length === 0) return Buffer.from(`${head}\r\n\r\n${alternatives(email, boundary)}`, 'utf8');
  const inner = `alt-${boundary}`;
  const body = `--${boundary}\r\nContent-Type: multipart/alternative; boundary="${inner}"\r\n\r\n${alternatives(email, inner)}`;
  const files = attachments.map((file) => `--${boundary}\r\n${attachmentPart(file)}\r\n`).join('');
  return Buffer.from(`${head}\r\n\r\n${body}${files}--${boundary}--\r\n`, 'utf8');
}

const OF_THIS_PROCESS = randomBytes(12).toString('hex');
let boundaries = 0;

/** What is written in quoted-printable or base64 never holds "=_", and nobody knows what goes on behind it. */
function nextBoundary(): string {
  boundaries += 1;
  return `=_${OF_THIS_PROCESS}${boundaries.toString(16)}`;
}

function alternatives({ text, html, pieces }: OutgoingEmail, boundary: string): string {
  const part = (type: string, content: string, pieced: PiecedText | undefined): string =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\n${(pieced && encodedInPieces(pieced)) ?? encodedPart(content)}\r\n`;
  return `${part('text/plain', text, pieces?.text)}${part('text/html', html, pieces?.html)}--${boundary}--\r\n`;
}

function encodedInPieces(pieced: PiecedText): string | null {
  const encoded = encodePieces(pieced);
  return encoded === null ? null : `Content-Transfer-Encoding: quoted-printable\r\n\r\n${encoded}`;
}

/** The headers and the bytes of a file. Readers take the kind from the name. */
function attachmentPart({ fileName, content }: MailAttachment): string {
  const node = new MimeNode(undefined, { filename: oneLine(fileName) });
  node.setHeader('Content-Disposition', 'attachment');
  node.setHeader('Content-Transfer-Encoding', 'base64');
  return `${node.buildHeaders()}\r\n\r\n${content.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n')}`;
}

const NON_ASCII = /[^\u0000-\u007f]/;

/** An address has characters before its @ that only travel with SMTPUTF8. Domains never need it: they travel in their ASCII form. */
export function needsUtf8({ from, to, replyTo }: OutgoingEmail): boolean {
  return [from, to, ...(replyTo ? [replyTo] : [])].some(({ address }) => hasUtf8Local(address));
}

export function hasUtf8Local(address: string): boolean {
  return NON_ASCII.test(address.slice(0, Math.max(0, address.lastIndexOf('@'))));
}

/** Plain where every line may travel as it is, base64 where most characters would have to be escaped, else quoted-printable. */
function encodedPart(content: string): string {
  const text = withLineEnds(content);
  const bytes = Buffer.from(text, 'utf8');
  if (isPlainText(bytes)) return `Content-Transfer-Encoding: 7bit\r\n\r\n${text}`;
  if (bytes.length > text.length * 1.5)
    return `Content-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n')}`;
  return `Content-Transfer-Encoding: quoted-printable\r\n\r\n${encodeQuotedPrintable(bytes)}`;
}

/** The address as the envelope takes it, domain in ASCII. Throws `rejected` for anything that could break out of the command line. */
export function envelopeAddress(address: string): string {
  const parts = /^([^\s<>"(),:;\\[\]@]{1,64})@([^\s<>"(),;\\@]{1,255})$/u.exec(address);
  const domain = parts ? domainToASCII(parts[2] ?? '') : '';
  if (!parts || domain === '' || hasControlCharacter(address)) {
    throw new ProviderError({
      kind: 'rejected',
      scope: 'recipient',
      step: 'to',
      message: 'This is not an email address that a mail server accepts.',
      isAddressInvalid: true,
    });
  }
  return `${parts[1]}@${domain}`;
}

function mailbox(box: Mailbox): { name: string; address: string } {
  return { name: box.name === null ? '' : oneLine(box.name), address: envelopeAddress(box.address) };
}

function messageId(id: string): string {
  if (!/^<[^\s<>@]+@[^\s<>@]+>$/.test(id) || NON_ASCII.test(id)) throw malformed('The Message-ID is malformed.');
  return id;
}

function headerName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) throw malformed('A header name is malformed.');
  return name;
}

function malformed(message: string): ProviderError {
  return new ProviderError({ kind: 'rejected', scope: 'recipient', step: 'data', message });
}

function oneLine(value: string): string {
  return value.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}

function hasControlCharacter(value: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(value);
}
