import type { PiecedText } from '../contracts/PiecedText.js';
import { type Shared, SHORTEST } from './sharedParts.js';

/** What a constant may begin or end with beside a variable: never a per cent sign, half of a line end or half of a character. */
const BREAK = /[ <>]/;
const LAST_BREAK = /[ <>](?=[^ <>]*$)/;

/** A text that is the same for all, or the index of the values that are not. */
type Part = string | number;

/**
 * As `sharedBody`, for messages that come in pieces and share their constants: what is the same need not be looked for. Null: they do not.
 * Its lines end with CRLF.
 */
export function sharedPieces(name: string, texts: readonly (PiecedText | undefined)[]): Shared | null {
  const constants = texts[0]?.constants;
  if (!constants) return null;
  const values: (readonly string[])[] = [];
  for (const text of texts) {
    if (text?.constants !== constants) return null;
    values.push(text.values);
  }
  const parts = partsOf(constants, values);
  const variables = new Map<string, readonly string[]>();
  let constant = '';
  let open: Part[] = [];
  const close = (): void => {
    if (open.length === 0) return;
    const own = open;
    const variable = `${name}${variables.size}`;
    variables.set(
      variable,
      values.map((ofOne) => withCrlf(own.map((part) => (typeof part === 'string' ? part : (ofOne[part] ?? ''))).join(''))),
    );
    constant += `%recipient.${variable}%`;
    open = [];
  };
  parts.forEach((part, index) => {
    if (typeof part === 'number') {
      open.push(part);
      return;
    }
    const [before, kept, after] = cut(part, { isFirst: index === 0, isLast: index === parts.length - 1 });
    if (before !== '') open.push(before);
    if (kept !== '') {
      close();
      constant += withCrlf(kept);
    }
    if (after !== '') open.push(after);
  });
  close();
  return { constant, variables };
}

/** With values that are the same for all as part of the text around them. */
function partsOf(constants: readonly string[], values: readonly (readonly string[])[]): Part[] {
  const parts: Part[] = [];
  const write = (text: string): void => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else if (text !== '') parts.push(text);
  };
  for (let index = 0; index <= constants.length; index += 1) {
    const [first = ''] = values.map((ofOne) => ofOne[index] ?? '');
    if (values.every((ofOne) => (ofOne[index] ?? '') === first)) write(first);
    else parts.push(index);
    write(constants[index] ?? '');
  }
  return parts;
}

/** What stays with the variable before it, what travels once, and what goes to the variable behind it. */
function cut(text: string, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): [string, string, string] {
  const start = isFirst ? 0 : text.search(BREAK);
  const end = isLast ? text.length : text.search(LAST_BREAK) + 1;
  const isWorthIt = isFirst || isLast || end - start >= SHORTEST;
  if (start < 0 || end <= start || !isWorthIt) return ['', '', text];
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}

function withCrlf(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}
