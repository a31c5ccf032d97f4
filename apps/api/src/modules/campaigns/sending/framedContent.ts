import { type MessagePieces, type PiecedText, wholeOf } from '@rapport/providers';
import { type SentContent, packContent, unpackContent } from './packContent.js';

/** As a channel wrote it; pieces where it has them. */
export interface WrittenContent extends SentContent {
  readonly pieces?: MessagePieces | undefined;
}

/** What the messages of one campaign have in common, kept in place of a preset dictionary. */
interface Frame {
  readonly html: readonly string[];
  readonly text: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * A value: itself; the number of one that came before, as links in HTML, text and headers are the same; or that one between other words.
 */
type Stored = string | number | readonly [before: string, which: number, after: string];
/** Values of HTML and of text; headers that are as in the frame are null. */
type StoredPieces = readonly [html: readonly Stored[], text: readonly Stored[], headers: readonly (Stored | null)[]];

const BEGINNING = Buffer.from('rapport frame\n', 'utf8');
const IN_PIECES = 'P';
const AS_A_WHOLE = 'W';
/** Shorter ones are repeated. */
const WORTH_A_NUMBER = 24;
/** So many are looked for inside of others. */
const MOST_SOUGHT = 4;
const DEFLATE_WINDOW = 32_000;

/** Null when the example has no pieces. */
export function frameOf({ pieces, headers }: WrittenContent): Buffer | null {
  if (!pieces) return null;
  const frame: Frame = {
    html: pieces.html.constants,
    text: pieces.text.constants,
    headers: headers.map(({ name, value }) => [name, value]),
  };
  return Buffer.concat([BEGINNING, Buffer.from(JSON.stringify(frame), 'utf8')]);
}

export function isFrame(dictionary: Buffer): boolean {
  return dictionary.subarray(0, BEGINNING.length).equals(BEGINNING);
}

/** Packs the messages of one campaign: what they do not share with its frame, or the whole of one that does not fit into it. */
export class FramePacker {
  private readonly frame: Frame;
  /** Constants that were compared already. */
  private readonly fitting = new WeakSet<readonly string[]>();

  constructor(private readonly dictionary: Buffer) {
    this.frame = readFrame(dictionary);
  }

  pack(content: WrittenContent): Buffer {
    const stored = this.storedPieces(content);
    if (stored) return Buffer.from(IN_PIECES + JSON.stringify(stored), 'utf8');
    return Buffer.concat([Buffer.from(AS_A_WHOLE, 'utf8'), packContent(content, this.dictionary.subarray(-DEFLATE_WINDOW))]);
  }

  private storedPieces({ pieces, headers }: WrittenContent): StoredPieces | null {
    const { frame } = this;
    if (!pieces || !this.fits(pieces.html, frame.html) || !this.fits(pieces.text, frame.text)) return null;
    if (headers.length !== frame.headers.length || headers.some(({ name }, index) => name !== frame.headers[index]?.[0])) return null;
    const store = storing();
    return [
      pieces.html.values.map(store),
      pieces.text.values.map(store),
      headers.map(({ value }, index) => (value === frame.headers[index]?.[1] ? null : store(value))),
    ];
  }

  private fits({ constants }: PiecedText, own: readonly string[]): boolean {
    if (this.fitting.has(constants)) return true;
    if (constants.length !== own.length || constants.some((constant, index) => constant !== own[index])) return false;
    this.fitting.add(constants);
    return true;
  }
}

export function unpackFramed(packed: Buffer, dictionary: Buffer): SentContent {
  const rest = packed.subarray(1);
  if (packed.toString('latin1', 0, 1) === AS_A_WHOLE) return unpackContent(rest, dictionary.subarray(-DEFLATE_WINDOW));
  const frame = readFrame(dictionary);
  const [html, text, headers] = JSON.parse(rest.toString('utf8')) as StoredPieces;
  const restore = restoring();
  return {
    html: wholeOf({ constants: frame.html, values: html.map(restore) }),
    text: wholeOf({ constants: frame.text, values: text.map(restore) }),
    headers: frame.headers.map(([name, value], index) => {
      const stored = headers[index] ?? null;
      return { name, value: stored === null ? value : restore(stored) };
    }),
  };
}

function readFrame(dictionary: Buffer): Frame {
  return JSON.parse(dictionary.toString('utf8', BEGINNING.length)) as Frame;
}

/** Numbers long values in the order in which they come; `restoring` counts the same way. */
function storing(): (value: string) => Stored {
  const known: string[] = [];
  return (value) => {
    if (value.length < WORTH_A_NUMBER) return value;
    const same = known.indexOf(value);
    if (same !== -1) return same;
    for (let which = 0; which < Math.min(known.length, MOST_SOUGHT); which += 1) {
      const inner = known[which] as string;
      const at = value.indexOf(inner);
      if (at !== -1) return [value.slice(0, at), which, value.slice(at + inner.length)];
    }
    known.push(value);
    return value;
  };
}

function restoring(): (stored: Stored) => string {
  const known: string[] = [];
  return (stored) => {
    if (typeof stored === 'number') return known[stored] ?? '';
    if (typeof stored !== 'string') return stored[0] + (known[stored[1]] ?? '') + stored[2];
    if (stored.length >= WORTH_A_NUMBER) known.push(stored);
    return stored;
  };
}
