import type { InboundWords } from './InboundMail.js';
import { LONE_SURROGATES } from './reportFields.js';

export const LONGEST_REPLY = 8_000;
export const LONGEST_QUOTE = 4_000;
const MOST_LINES = 2_000;

/** Lines after which mail programs repeat the earlier message. */
const QUOTE_BEGINS = [
  /^\s*-{2,}\s*(original message|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale|forwarded message)\s*-{2,}/i,
  /^\s*_{20,}\s*$/,
  /^\s*(on|am|le|el|il|op|em) .{4,160}\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu)\b.{0,80}:\s*$/i,
  /^\s*(on|am|le|el|il|op|em) .{4,160}<[^\s<>@]+@[^\s<>@]+>.{0,40}:?\s*$/i,
];
const HEADER_LINE = /^\s*\**(from|von|de|da|van|sent|gesendet|envoyé|enviado|inviato|verzonden)\**:\**\s+\S/i;

/** What is new in a message, and what it repeats. A message that holds nothing but a quotation is all new. */
export function splitReply(plain: string): InboundWords {
  const lines = plain.replace(/\r\n?/g, '\n').split('\n').slice(0, MOST_LINES);
  const at = quoteStart(lines);
  const text = tidy(lines.slice(0, at)).slice(0, LONGEST_REPLY).replace(LONE_SURROGATES, '');
  const quoted = tidy(lines.slice(at).map((line) => line.replace(/^(>\s?)+/, '')))
    .slice(0, LONGEST_QUOTE)
    .replace(LONE_SURROGATES, '');
  if (text === '') return { text: quoted, quoted: null };
  return { text, quoted: quoted === '' ? null : quoted };
}

function quoteStart(lines: readonly string[]): number {
  const found = lines.findIndex((line, at) => {
    const short = line.slice(0, 300);
    // The line may be broken in two before "wrote:".
    const joined = `${short} ${(lines[at + 1] ?? '').slice(0, 200).trim()}`;
    if (QUOTE_BEGINS.some((begins) => begins.test(short))) return true;
    if (/^\s*(on|am|le|el|il|op|em) /i.test(short) && QUOTE_BEGINS.slice(2).some((begins) => begins.test(joined))) return true;
    return HEADER_LINE.test(short) && lines.slice(at + 1, at + 4).some((next) => HEADER_LINE.test(next.slice(0, 300)));
  });
  if (found !== -1) return found;
  // Answers between the lines stay together: only what is quoted down to the end is cut.
  let at = lines.length;
  while (at > 0 && (lines[at - 1]?.trim() === '' || lines[at - 1]?.startsWith('>'))) at -= 1;
  return lines.slice(at).some((line) => line.startsWith('>')) ? at : lines.length;
}

function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b\u2028\u2029\ufeff]/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const LONGEST_HTML = 200_000;
const BREAKS = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6]|hr)\b[^<>]{0,500}>/gi;
const QUOTES = /<blockquote\b|class="?gmail_quote|id="?(?:divRplyFwdMsg|appendonsend|mail-editor-reference)/i;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of a message that came in HTML alone. Nothing of it is ever shown as HTML. */
export function wordsOfHtml(html: string): string {
  const body = html.slice(0, LONGEST_HTML).replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  const at = body.search(QUOTES);
  if (at <= 0) return strip(body);
  const start = body.lastIndexOf('<', at);
  return `${strip(body.slice(0, start))}\n${strip(body.slice(start))
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}`;
}

function strip(html: string): string {
  return html
    .replace(/<(style|script|head|title)\b[^<>]{0,500}>[\s\S]*?(?:<\/\1>|$)/gi, '')
    .replace(/\s+/g, ' ')
    .replace(BREAKS, '\n')
    .replace(/<[^<>]{0,4000}>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) =>
      name ? (ENTITIES[name.toLowerCase()] ?? whole) : characterOf(decimal ? Number(decimal) : parseInt(hex ?? '', 16)),
    )
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
}
