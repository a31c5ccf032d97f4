import { asText } from './asText.js';
import { EncodedText } from './EncodedText.js';

/**
 * Inside a link or a style, values are printed between marks, so that the tag around them (contextTags.ts) can tell what the author
 * wrote from what a contact brought. The marks are noncharacters: no text contains them, and they are taken out of all that comes in.
 */
const VALUE = '\ufdd0';
const ENCODED = '\ufdd1';
const END = '\ufdd2';
const MARKS = /[\ufdd0-\ufdd3]/g;

export interface MarkedPiece {
  readonly text: string;
  readonly kind: 'written' | 'value' | 'encoded';
}

export function withoutMarks(text: string): string {
  return text.replace(MARKS, '');
}

export function markValue(value: unknown): string {
  if (!(value instanceof EncodedText)) return `${VALUE}${withoutMarks(asText(value))}${END}`;
  return value.segments.map(({ text, isEncoded }) => `${isEncoded ? ENCODED : VALUE}${withoutMarks(text)}${END}`).join('');
}

export function piecesOf(marked: string): MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  let at = 0;
  while (at < marked.length) {
    const kind = marked[at] === VALUE ? 'value' : marked[at] === ENCODED ? 'encoded' : 'written';
    const end = kind === 'written' ? nextMark(marked, at) : marked.indexOf(END, at);
    const stop = end === -1 ? marked.length : end;
    pieces.push({ text: withoutMarks(marked.slice(at, stop)), kind });
    at = kind === 'written' ? stop : stop + 1;
  }
  return pieces;
}

function nextMark(marked: string, from: number): number {
  MARKS.lastIndex = from;
  const match = MARKS.exec(marked);
  MARKS.lastIndex = 0;
  // A stray end mark would be no start: it is stepped over as text.
  return match ? Math.max(match.index, from + 1) : -1;
}
