import iconv from 'iconv-lite';
import { isUtf8 } from 'node:buffer';

/** One line of a card, unfolded and decoded, its escapes still in place. */
export interface CardProperty {
  /** In capitals, without its group. */
  readonly name: string;
  /** By name in capitals; what stands without a name (`TEL;HOME`) is under TYPE. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  readonly value: string;
}

export type PropertyProblem = 'noColon' | 'unknownCharset';

const QUOTED_PRINTABLE = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE(?:[;:]|$)/i;
const BARE_ENCODINGS = new Set(['QUOTED-PRINTABLE', 'BASE64', '8BIT', '7BIT']);

/** The properties of a card, in its order. */
export function readProperties(lines: readonly string[]): CardProperty[] | PropertyProblem {
  const properties: CardProperty[] = [];
  for (const line of unfold(lines)) {
    const property = readProperty(line);
    if (typeof property === 'string') return property;
    properties.push(property);
  }
  return properties;
}

/** One line for each property: a line that begins with a blank goes on, and so does quoted-printable text behind a `=` at the end. */
function unfold(lines: readonly string[]): string[] {
  const unfolded: string[] = [];
  for (const line of lines) {
    const last = unfolded.at(-1);
    if (last !== undefined && last.endsWith('=') && QUOTED_PRINTABLE.test(last)) unfolded[unfolded.length - 1] = last.slice(0, -1) + line;
    else if (last !== undefined && /^[ \t]/.test(line)) unfolded[unfolded.length - 1] = last + line.slice(1);
    else if (line.trim() !== '') unfolded.push(line);
  }
  return unfolded;
}

function readProperty(line: string): CardProperty | PropertyProblem {
  const colon = outsideQuotes(line, ':', 0);
  if (colon === -1) return 'noColon';
  const [full = '', ...written] = splitOutsideQuotes(line.slice(0, colon), ';');
  const name = full
    .slice(full.lastIndexOf('.') + 1)
    .trim()
    .toUpperCase();
  const parameters = new Map<string, string[]>();
  for (const parameter of written) {
    const equals = parameter.indexOf('=');
    const key = (equals === -1 ? (BARE_ENCODINGS.has(parameter.trim().toUpperCase()) ? 'ENCODING' : 'TYPE') : parameter.slice(0, equals))
      .trim()
      .toUpperCase();
    const values = splitOutsideQuotes(parameter.slice(equals + 1), ',').map((value) => value.trim().replace(/^"(.*)"$/, '$1'));
    parameters.set(key, [...(parameters.get(key) ?? []), ...values]);
  }
  const value = decode(line.slice(colon + 1), parameters);
  return value === null ? 'unknownCharset' : { name, parameters, value };
}

/** Null for a character set that nobody knows. */
function decode(value: string, parameters: ReadonlyMap<string, readonly string[]>): string | null {
  const encoding = parameters.get('ENCODING')?.[0]?.toUpperCase();
  if (encoding === 'QUOTED-PRINTABLE') return textOf(quotedPrintable(value), parameters.get('CHARSET')?.[0]);
  if (encoding === 'BASE64' || encoding === 'B') return textOf(Buffer.from(value, 'base64'), parameters.get('CHARSET')?.[0]);
  return value;
}

function textOf(bytes: Buffer, charset: string | undefined): string | null {
  // Many phones write no character set, or a wrong UTF-8.
  const named = charset ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return iconv.encodingExists(named) ? iconv.decode(bytes, named) : null;
}

/** What is no code stays as it is: people write `=` too. */
function quotedPrintable(text: string): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const match of text.matchAll(/=([0-9A-F]{2})/gi)) {
    if (match.index > at) pieces.push(Buffer.from(text.slice(at, match.index)));
    pieces.push(Buffer.from([parseInt(match[1] ?? '', 16)]));
    at = match.index + 3;
  }
  pieces.push(Buffer.from(text.slice(at)));
  return Buffer.concat(pieces);
}

/** The parts of a value with several, such as a name: the marks of a part that is escaped do not count. */
export function partsOf(value: string, mark: ';' | ','): string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < value.length; i += 1) {
    const character = value[i] ?? '';
    if (character === '\\') {
      part += character + (value[i + 1] ?? '');
      i += 1;
    } else if (character === mark) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}

export function unescapeValue(value: string): string {
  return value.replace(/\\([\s\S])/g, (_, escaped: string) => (escaped === 'n' || escaped === 'N' ? '\n' : escaped)).trim();
}

function splitOutsideQuotes(text: string, mark: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (;;) {
    const end = outsideQuotes(text, mark, start);
    if (end === -1) return [...parts, text.slice(start)];
    parts.push(text.slice(start, end));
    start = end + 1;
  }
}

function outsideQuotes(text: string, mark: string, from: number): number {
  let isQuoted = false;
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text[i] === mark) return i;
  }
  return -1;
}
