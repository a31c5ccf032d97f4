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
