import { domainToASCII } from 'node:url';
import MailComposer from 'nodemailer/lib/mail-composer';
import { ProviderError } from '../contracts/ProviderError.js';
import type { Mailbox, OutgoingEmail } from '../contracts/OutgoingEmail.js';

/**
 * Builds the message exactly as it travels: text and HTML alternatives, UTF-8, CRLF line ends.
 * A line break can never start a header of its own: header names and addresses that hold one are refused,
 * in display names, subjects and header values it becomes a space.
 */
export async function composeMime(email: OutgoingEmail): Promise<Buffer> {
  const composer = new MailComposer({
    from: mailbox(email.from),
    to: mailbox(email.to),
    ...(email.replyTo ? { replyTo: mailbox(email.replyTo) } : {}),
    subject: oneLine(email.subject),
    messageId: messageId(email.messageId),
    date: email.date,
    text: email.text,
    html: email.html,
    headers: email.headers.map((header) => ({ key: headerName(header.name), value: oneLine(header.value) })),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** The address as the envelope takes it, domain in ASCII. Throws `rejected` for anything that could break out of the command line. */
export function envelopeAddress(address: string): string {
  const parts = /^([^\s<>"(),:;\\[\]@]{1,64})@([^\s<>"(),;\\@]{1,255})$/u.exec(address);
  const domain = parts ? domainToASCII(parts[2] ?? '') : '';
  if (!parts || domain === '' || hasControlCharacter(address)) {
    throw new ProviderError({
      kind: 'rejected',
      scope: 'message',
      step: 'to',
      message: 'This is not an e-mail address that a mail server accepts.',
      isAddressInvalid: true,
    });
  }
  return `${parts[1]}@${domain}`;
}

function mailbox(box: Mailbox): { name: string; address: string } {
  return { name: box.name === null ? '' : oneLine(box.name), address: envelopeAddress(box.address) };
}

function messageId(id: string): string {
  if (!/^<[^\s<>@]+@[^\s<>@]+>$/.test(id)) throw malformed('The Message-ID is malformed.');
  return id;
}

function headerName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) throw malformed('A header name is malformed.');
  return name;
}

function malformed(message: string): ProviderError {
  return new ProviderError({ kind: 'rejected', scope: 'message', step: 'data', message });
}

function oneLine(value: string): string {
  return value.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}

function hasControlCharacter(value: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(value);
}
