import type { AppError } from './AppError.js';
import { tooDeep, tooManyKeys, tooManyValues } from './requestErrors.js';
import { requestLimits } from './requestLimits.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const OPEN_LIST = 0x5b;
const CLOSE_OBJECT = 0x7d;
const CLOSE_LIST = 0x5d;

/**
 * Refuses JSON that holds too much, before it is parsed: parsing, converting and validating cost up to a thousand times what this
 * pass over the bytes does. It knows only strings, brackets and commas; whether the text is JSON at all is the parser's business.
 */
export function problemWithJson(text: Uint8Array): AppError | null {
  /** For each open bracket how many values follow its first; a list starts far below, because only the keys of objects have a limit of their own. */
  const counts = new Int32Array(requestLimits.depth + 1);
  let depth = 0;
  let nodes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at];
    if (byte === QUOTE) {
      at = endOfString(text, at);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (depth >= requestLimits.depth) return tooDeep();
      depth += 1;
      counts[depth] = byte === OPEN_OBJECT ? 1 : -requestLimits.nodes;
      nodes += 1;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (depth > 0) depth -= 1;
    } else if (byte === COMMA) {
      nodes += 1;
      counts[depth] = (counts[depth] ?? 0) + 1;
      if ((counts[depth] ?? 0) > requestLimits.keys) return tooManyKeys();
    }
    if (nodes > requestLimits.nodes) return tooManyValues();
  }
  return null;
}

/** The place of the closing quote, or the end of a text that has none. */
function endOfString(text: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1;
  return at;
}
