import type { PiecedText } from '../contracts/PiecedText.js';
import { encodeQuotedPrintable, LONGEST_LINE } from './encodeQuotedPrintable.js';

interface EncodedConstant {
  readonly text: string;
  readonly beginsWithBreak: boolean;
  /** Where its last line ends. */
  readonly column: number;
}

/** By the constants themselves: all messages of a campaign share them. Null where quoted-printable is the wrong way to write them. */
const known = new WeakMap<readonly string[], readonly EncodedConstant[] | null>();

/**
 * Quoted-printable of a text whose constants are encoded once. Null when most of it would have to be escaped. A constant begins on a line
 * of its own, by a soft line break, which readers take out again.
 */
export function encodePieces({ constants, values }: PiecedText): string | null {
  let encoded = known.get(constants);
  if (encoded === undefined) known.set(constants, (encoded = encodeConstants(constants)));
  if (!encoded) return null;
  let out = '';
  let column = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as string;
    if (value !== '') {
      if (column + value.length < LONGEST_LINE && PLAIN.test(value)) {
        out += value;
        column += value.length;
      } else {
        const made = encodeQuotedPrintable(Buffer.from(withLineEnds(value), 'utf8'), column);
        out += made;
        column = columnAfter(made, column);
      }
    }
    const constant = encoded[index];
    if (constant === undefined || constant.text === '') continue;
    if (column > 0 && !constant.beginsWithBreak) out += '=\r\n';
    out += constant.text;
    column = constant.column;
  }
  return out;
}

const PLAIN = /^[!-<>-~]+(?: [!-<>-~]+)*$/;

function encodeConstants(constants: readonly string[]): readonly EncodedConstant[] | null {
  const whole = constants.join('');
  if (whole === '' || Buffer.byteLength(whole) > whole.length * 1.5) return null;
  return constants.map((constant) => {
    const text = encodeQuotedPrintable(Buffer.from(withLineEnds(constant), 'utf8'));
    return { text, beginsWithBreak: text.startsWith('\r\n'), column: columnAfter(text, 0) };
  });
}

function columnAfter(text: string, before: number): number {
  const lastBreak = text.lastIndexOf('\n');
  return lastBreak === -1 ? before + text.length : text.length - lastBreak - 1;
}

export function withLineEnds(text: string): string {
  return text.replace(/\r\n|\r|\n/g, '\r\n');
}
