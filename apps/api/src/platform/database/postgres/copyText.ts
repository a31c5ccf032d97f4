import { isStorable } from '../isStorable.js';

export type CopyValue = string | number | boolean | null;

/** Sent at a time. */
const CHUNK_CHARACTERS = 64 * 1024;
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Rows in the text form of COPY: columns between tabs, one row a line, `\N` for NULL. */
export function* copyText(rows: readonly (readonly unknown[])[]): Generator<Buffer> {
  let text = '';
  for (const row of rows) {
    let line = '';
    for (const value of row) line += `${line === '' ? '' : '\t'}${cellOf(value as CopyValue)}`;
    text += `${line}\n`;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

function cellOf(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value !== 'string') return String(value);
  // Half of a surrogate pair would become another character on its way, and PostgreSQL would take that.
  if (!isStorable(value)) throw new RangeError('A text holds NUL or half of a surrogate pair, which PostgreSQL cannot store.');
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character) : value;
}
