import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
/** Bytes that are read before others get a turn: files that go with a message make it large. */
const SLICE = 1_048_576;

/**
 * SHA-256 in base64 over a body as DKIM's relaxed form has it (RFC 6376 section 3.4.4): blanks at the end of a line and lines without text at
 * the end of the body count for nothing, other blanks as one space. Linear in the length of the body, whatever is in it.
 */
export async function bodyHash(body: Buffer): Promise<string> {
  const hash = createHash('sha256');
  let end = body.length;
  while (end > 0 && isBlank(body[end - 1])) end -= 1;
  // A line end that comes alone travels as two bytes.
  const out = Buffer.allocUnsafe(2 * Math.min(end, SLICE) + 1);
  let hasBlank = false;
  for (let start = 0; start < end; start += SLICE) {
    if (start > 0) await nextTurn();
    let length = 0;
    for (let at = start; at < Math.min(end, start + SLICE); at += 1) {
      const byte = body[at] as number;
      if (byte === SPACE || byte === TAB) hasBlank = true;
      else if (byte === LF) {
        hasBlank = false;
        out[length++] = CR;
        out[length++] = LF;
      } else if (byte !== CR || body[at + 1] !== LF) {
        if (hasBlank) out[length++] = SPACE;
        hasBlank = false;
        out[length++] = byte;
      }
    }
    hash.update(out.subarray(0, length));
  }
  return hash.update(end > 0 ? '\r\n' : '').digest('base64');
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB || byte === CR || byte === LF;
}
