import { simpleParser, type AddressObject } from 'mailparser';
import type { ParsedForContract } from './senderContract.js';

/** Reads a received message with a parser that shares no code with the sender. */
export async function parseForContract(raw: Buffer): Promise<ParsedForContract> {
  const mail = await simpleParser(raw);
  const lines = new Map(
    mail.headerLines.map((entry) => [
      entry.key,
      entry.line
        .slice(entry.line.indexOf(':') + 1)
        .replace(/\r?\n\s+/g, ' ')
        .trim(),
    ]),
  );
  return {
    subject: mail.subject,
    from: addressText(mail.from),
    to: addressText(mail.to),
    replyTo: addressText(mail.replyTo),
    html: mail.html === false ? undefined : mail.html,
    text: mail.text,
    messageId: mail.messageId,
    header: (name) => lines.get(name.toLowerCase()),
    headerNames: [...lines.keys()],
  };
}

function addressText(value: AddressObject | AddressObject[] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value)?.text;
}
