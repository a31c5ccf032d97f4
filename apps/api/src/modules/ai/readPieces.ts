import { type PieceKind, PIECE_KINDS, type RawPiece } from './aiTypes.js';

const MOST_PIECES = 60;
const LONGEST_TEXT = 20_000;

/** The strict schema of an answer: each property required, nothing besides (OpenAI takes no other). */
export function pieceSchema(kinds: readonly PieceKind[], sourceIds: readonly string[]): Readonly<Record<string, unknown>> {
  const piece = {
    type: 'object',
    properties: {
      kind: { type: 'string', enum: [...kinds] },
      text: { type: 'string' },
      url: { type: ['string', 'null'] },
      reason: { type: ['string', 'null'] },
      sources: { type: 'array', items: { type: 'string', enum: [...sourceIds] } },
    },
    required: ['kind', 'text', 'url', 'reason', 'sources'],
    additionalProperties: false,
  };
  return { type: 'object', properties: { pieces: { type: 'array', items: piece } }, required: ['pieces'], additionalProperties: false };
}

/** An answer by that schema; null where it is none, whatever the service promised. */
export function readPieces(text: string, kinds: readonly PieceKind[]): RawPiece[] | null {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return null;
  }
  const pieces = isObject(answer) && Object.keys(answer).length === 1 ? answer['pieces'] : null;
  if (!Array.isArray(pieces) || pieces.length === 0 || pieces.length > MOST_PIECES) return null;
  const read = pieces.map((piece: unknown) => readPiece(piece, kinds));
  return read.every((piece) => piece !== null) ? read : null;
}

/** The pieces of an answer that is still being written, the last one as far as it goes. */
export function readUnfinished(text: string, kinds: readonly PieceKind[]): RawPiece[] {
  let answer: unknown;
  try {
    answer = JSON.parse(closed(text));
  } catch {
    return [];
  }
  const pieces: readonly unknown[] = isObject(answer) && Array.isArray(answer['pieces']) ? answer['pieces'] : [];
  return pieces.flatMap((piece) => {
    if (!isObject(piece) || !isKind(piece['kind'], kinds) || typeof piece['text'] !== 'string') return [];
    return [{ kind: piece['kind'], text: piece['text'].slice(0, LONGEST_TEXT), url: null, reason: null, sources: [] }];
  });
}

function readPiece(piece: unknown, kinds: readonly PieceKind[]): RawPiece | null {
  if (!isObject(piece) || Object.keys(piece).length !== 5) return null;
  const { kind, text, url, reason, sources } = piece;
  if (!isKind(kind, kinds) || typeof text !== 'string' || text.trim() === '' || text.length > LONGEST_TEXT) return null;
  if (!isTextOrNull(url, 2000) || !isTextOrNull(reason, 1000)) return null;
  if (!Array.isArray(sources) || sources.length > 100 || !sources.every((source) => typeof source === 'string' && source.length <= 100))
    return null;
  return { kind, text: text.trim(), url: url?.trim() || null, reason: reason?.trim() || null, sources: [...new Set(sources as string[])] };
}

function isTextOrNull(value: unknown, longest: number): value is string | null {
  return value === null || (typeof value === 'string' && value.length <= longest);
}

function isKind(value: unknown, kinds: readonly PieceKind[]): value is PieceKind {
  return (PIECE_KINDS as readonly unknown[]).includes(value) && kinds.includes(value as PieceKind);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Ends what is open in the beginning of a JSON text. What cannot be ended that way yet, a key without its value, is left out. */
export function closed(text: string): string {
  const open: string[] = [];
  let isText = false;
  /** Behind it the text can end: a value is complete. */
  let safe = 0;
  let safeOpen: readonly string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (isText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isText = false;
      continue;
    }
    if (sign === '"') isText = true;
    else if (sign === '{' || sign === '[') open.push(sign === '{' ? '}' : ']');
    else if (sign === '}' || sign === ']') open.pop();
    if (sign === ',' || sign === '{' || sign === '[' || sign === '}' || sign === ']') {
      safe = sign === ',' ? at : at + 1;
      safeOpen = [...open];
    }
  }
  // A text that is being written shows as far as it goes, where it is a value.
  const rest = text.slice(safe);
  if (isText && /^,?\s*"(?:text|kind)"\s*:\s*"/.test(rest)) {
    const whole = text.replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, '').replace(/[\ud800-\udbff]$/, '');
    return `${whole}"${[...open].reverse().join('')}`;
  }
  return text.slice(0, safe) + [...safeOpen].reverse().join('');
}
