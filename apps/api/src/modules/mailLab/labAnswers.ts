import { composeMime, type MailHeader, readMime } from '@rapport/providers';
import { newId } from '../../platform/database/ids.js';
import type { LabMessageRow } from './MailLabRepository.js';

/** UTF-16 units of what an answer repeats of the message. */
const LONGEST_QUOTE = 1_000;

interface Answer {
  readonly text: string;
  /** A program answers: someone is out of office. */
  readonly isAutomatic: boolean;
  readonly at: Date;
}

/** What a mail program, or the program that answers for its owner, sends back: byte for byte what a mailbox would hold. */
export function answerMime(message: LabMessageRow, { text, isAutomatic, at }: Answer): Buffer {
  const mail = readMime(message.raw);
  const body = isAutomatic ? text : `${text}\n\n${quoteOf(message, mail.text ?? '')}`;
  return composeMime({
    from: { name: null, address: addressOf(message.to) },
    to: { name: null, address: addressOf(valueOf(mail.headers, 'reply-to') ?? message.from) },
    replyTo: null,
    subject: subjectOf(message.subject, isAutomatic),
    text: body,
    html: `<p>${escapeHtml(body).replace(/\n/g, '<br>')}</p>`,
    headers: [
      { name: 'In-Reply-To', value: message.messageId },
      { name: 'References', value: message.messageId },
      ...(isAutomatic ? [{ name: 'Auto-Submitted', value: 'auto-replied' }] : []),
    ],
    messageId: `<${newId()}@mail-lab.invalid>`,
    date: at,
  });
}

/** What the server of the recipient returns (RFC 3464), with the headers of the message. */
export function bounceMime(message: LabMessageRow, words: string, isHard: boolean): Buffer {
  const [boundary, to] = [newId(), addressOf(message.to)];
  const part = (type: string, content: string): string => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
  const head = message.raw.toString('utf8').split(/\r?\n\r?\n/, 1)[0] ?? '';
  const status = isHard ? '5.1.1' : '4.2.2';
  return Buffer.from(
    [
      'Return-Path: <>\r\nFrom: MAILER-DAEMON@mail-lab.invalid\r\nSubject: Undelivered mail returned to sender\r\n',
      `Message-ID: <${newId()}@mail-lab.invalid>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n`,
      `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"\r\n\r\n`,
      part('text/plain', 'This message could not be delivered.'),
      part(
        'message/delivery-status',
        `Reporting-MTA: dns; mail-lab.invalid\r\n\r\nFinal-Recipient: rfc822; ${to}\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${words}`,
      ),
      part('text/rfc822-headers', head),
      `--${boundary}--\r\n`,
    ].join(''),
  );
}

function subjectOf(subject: string, isAutomatic: boolean): string {
  if (isAutomatic) return `Automatic reply: ${subject}`;
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}

function quoteOf({ from, receivedAt }: LabMessageRow, text: string): string {
  const lines = text.trim().slice(0, LONGEST_QUOTE).split(/\r?\n/);
  return `On ${receivedAt.slice(0, 10)}, <${addressOf(from)}> wrote:\n${lines.map((line) => `> ${line}`).join('\n')}`;
}

function addressOf(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();
}

function valueOf(headers: readonly MailHeader[], name: string): string | null {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? null;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
