export const LONGEST_LINE = 76;
const [TAB, LF, CR, SPACE, EQUALS, TILDE] = [0x09, 0x0a, 0x0d, 0x20, 0x3d, 0x7e];
const HEX = Buffer.from('0123456789ABCDEF', 'latin1');

/**
 * Quoted-printable (RFC 2045, 6.7) of UTF-8 text whose lines end with CRLF: no line is longer than 76 characters, none ends with a blank,
 * and a character of several bytes stays on one line. In one pass over the bytes: every message of a campaign comes through here.
 * `column`: how many characters the line has already.
 */
export function encodeQuotedPrintable(bytes: Buffer, column = 0): string {
  // Three characters for a byte, and three for each fold, of which there is at most one for every 21 bytes.
  const out = Buffer.allocUnsafe(bytes.length * 4 + 3);
  let length = 0;
  let lineStart = -column;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === CR && bytes[at + 1] === LF) {
      out[length++] = CR;
      out[length++] = LF;
      lineStart = length;
      at += 1;
      continue;
    }
    const isPlain = (byte > SPACE && byte <= TILDE && byte !== EQUALS) || ((byte === SPACE || byte === TAB) && !endsLine(bytes, at));
    const width = isPlain ? 1 : 3 * bytesOf(byte);
    // The last place of a line is kept for the sign that it goes on.
    if (length - lineStart + width >= LONGEST_LINE) {
      out[length++] = EQUALS;
      out[length++] = CR;
      out[length++] = LF;
      lineStart = length;
    }
    if (isPlain) out[length++] = byte;
    else {
      out[length++] = EQUALS;
      out[length++] = HEX[byte >> 4] as number;
      out[length++] = HEX[byte & 15] as number;
    }
  }
  return out.toString('latin1', 0, length);
}

/** ASCII text whose lines are short enough and do not end with a blank: it may travel as it is. */
export function isPlainText(bytes: Buffer): boolean {
  let lineStart = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === CR || byte === LF) lineStart = at + 1;
    else if (byte > TILDE || (byte < SPACE && byte !== TAB) || at - lineStart >= LONGEST_LINE) return false;
    else if ((byte === SPACE || byte === TAB) && endsLine(bytes, at)) return false;
  }
  return true;
}

function endsLine(bytes: Buffer, at: number): boolean {
  return at + 1 === bytes.length || bytes[at + 1] === CR;
}

/** How many bytes a character has that begins with this one. One that goes on needs only its own place: the whole has been made room for. */
function bytesOf(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}
