import type { MailHeader } from '../contracts/OutgoingEmail.js';

export interface ReadMail {
  /** In order, unfolded, encoded words decoded. */
  readonly headers: readonly MailHeader[];
  readonly text: string | null;
  readonly html: string | null;
}

/** Deeper nesting than any mail program writes; a bound for hostile input. */
const DEEPEST = 10;

/**
 * Reads a message that `composeMime` wrote: headers, and the first text and HTML part. Not a parser for the mail of strangers:
 * attachments are ignored, and charsets other than UTF-8 and Latin-1 are read as UTF-8.
 */
export function readMime(raw: Buffer): ReadMail {
  const parts = { text: null as string | null, html: null as string | null };
  const { headers, body } = split(raw);
  collect(headers, body, parts, 0);
  return { headers: headers.map(({ name, value }) => ({ name, value: decodeWords(value) })), ...parts };
}

function collect(headers: readonly MailHeader[], body: Buffer, parts: { text: string | null; html: string | null }, depth: number): void {
  const contentType = headerOf(headers, 'content-type') ?? 'text/plain';
  const boundary = /^multipart\//i.test(contentType) ? parameterOf(contentType, 'boundary') : null;
  if (boundary !== null && depth < DEEPEST) {
    for (const part of sections(body, boundary)) {
      const inner = split(part);
      collect(inner.headers, inner.body, parts, depth + 1);
    }
    return;
  }
  const kind = /^text\/html/i.test(contentType) ? 'html' : /^text\/plain/i.test(contentType) ? 'text' : null;
  if (kind === null || /^attachment/i.test(headerOf(headers, 'content-disposition') ?? '')) return;
  parts[kind] ??= decodeBody(
    body,
    headerOf(headers, 'content-transfer-encoding') ?? '7bit',
    parameterOf(contentType, 'charset') ?? 'utf-8',
  );
}

function split(raw: Buffer): { headers: MailHeader[]; body: Buffer } {
  const match = /\r?\n\r?\n/.exec(raw.toString('latin1', 0, Math.min(raw.length, 256 * 1024)));
  const end = match ? match.index : raw.length;
  const lines = raw
    .toString('utf8', 0, end)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }];
  });
  return { headers, body: match ? raw.subarray(match.index + match[0].length) : Buffer.alloc(0) };
}

function sections(body: Buffer, boundary: string): Buffer[] {
  const delimiter = Buffer.from(`--${boundary}`);
  const found: Buffer[] = [];
  let from = body.indexOf(delimiter);
  while (from !== -1) {
    const start = body.indexOf('\n', from) + 1;
    const next = body.indexOf(delimiter, start);
    if (start === 0 || next === -1) break;
    found.push(body.subarray(start, body[next - 2] === 13 ? next - 2 : next - 1));
    from = next;
  }
  return found;
}

function decodeBody(body: Buffer, encoding: string, charset: string): string {
  return toText(decodeTransfer(body, encoding.trim().toLowerCase()), charset).replace(/\r\n/g, '\n');
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (encoding === 'quoted-printable')
    return quotedPrintable(
      body
        .toString('latin1')
        .replace(/[ \t]+(?=\r?\n|$)/g, '')
        .replace(/=\r?\n/g, ''),
    );
  return body;
}

function quotedPrintable(text: string): Buffer {
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}

/** RFC 2047. White space between two encoded words belongs to the encoding. */
function decodeWords(value: string): string {
  return value
    .replace(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/(?:=\?[^?\s]+\?[bq]\?[^?\s]*\?=)+/gi, (words) => decodeRun(words));
}

/** Neighbouring words of one charset are joined before decoding: a character may be cut in two. */
function decodeRun(words: string): string {
  const matches = [...words.matchAll(/=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi)];
  const bytes = matches.map(([, , kind, text = '']) =>
    kind?.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replace(/_/g, ' ')),
  );
  return toText(Buffer.concat(bytes), matches[0]?.[1] ?? 'utf-8');
}

function toText(bytes: Buffer, charset: string): string {
  return bytes.toString(/^(?:iso-8859-1|latin1|windows-1252)$/i.test(charset) ? 'latin1' : 'utf8');
}

function headerOf(headers: readonly MailHeader[], name: string): string | null {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? null;
}

function parameterOf(header: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header);
  return match ? (match[1] ?? match[2] ?? null) : null;
}
