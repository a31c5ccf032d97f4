/** A text that several messages have in common, with the name of a variable where they differ. */
export interface Shared {
  readonly constant: string;
  /** What stands in place of the variable, for each message. Null: nothing differs. */
  readonly values: readonly string[] | null;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A line travels as it is when it is the same for all, else as a whole for each. */
export function sharedLine(name: string, lines: readonly string[]): Shared {
  const [first = ''] = lines;
  if (lines.every((line) => line === first)) return { constant: first, values: null };
  return { constant: `%recipient.${name}%`, values: lines };
}

/** What all bodies begin and end with travels once. In time proportional to their length; their lines end with CRLF. */
export function sharedBody(name: string, texts: readonly string[]): Shared {
  const [first = ''] = texts;
  let start = first.length;
  for (const text of texts) start = Math.min(start, commonStart(first, text, start));
  if (texts.every((text) => text.length === start)) return { constant: first, values: null };
  start = cutStart(first, start);
  let end = Math.min(...texts.map((text) => text.length)) - start;
  for (const text of texts) end = Math.min(end, commonEnd(first, text, end));
  end = cutEnd(first, end);
  const values = texts.map((text) => text.slice(start, text.length - end));
  return { constant: `${first.slice(0, start)}%recipient.${name}%${first.slice(first.length - end)}`, values };
}

function commonStart(one: string, other: string, most: number): number {
  const limit = Math.min(most, other.length);
  let at = 0;
  while (at < limit && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

function commonEnd(one: string, other: string, most: number): number {
  let count = 0;
  while (count < most && one.charCodeAt(one.length - 1 - count) === other.charCodeAt(other.length - 1 - count)) count += 1;
  return count;
}

/** Cut between words: a per cent sign of an address like /%20 must not meet that of the variable, and no character may be torn in two. */
function cutStart(text: string, most: number): number {
  let at = most;
  while (at > 0 && !isBreak(text.charCodeAt(at - 1), LINE_FEED)) at -= 1;
  return at;
}

function cutEnd(text: string, most: number): number {
  let count = most;
  while (count > 0 && !isBreak(text.charCodeAt(text.length - count), CARRIAGE_RETURN)) count -= 1;
  return count;
}

/** A space, the borders of a tag, and the end of a line: both of its characters stay on the same side. */
function isBreak(code: number, lineBreak: number): boolean {
  return code === 32 || code === 60 || code === 62 || code === lineBreak;
}
