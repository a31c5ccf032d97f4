/** A text that several messages have in common, with the names of variables where they differ. */
export interface Shared {
  readonly constant: string;
  /** What stands in place of each variable, for each message. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
}

/** Shorter parts are not worth a variable of their own. */
export const SHORTEST = 64;
const MOST_PARTS = 16;
/** So many places are looked at for the next part that two texts have in common. */
const MOST_LOOKS = 200;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A line travels as it is when it is the same for all, else as a whole for each. */
export function sharedLine(name: string, lines: readonly string[]): Shared {
  const [first = ''] = lines;
  if (lines.every((line) => line === first)) return { constant: first, variables: new Map() };
  return { constant: `%recipient.${name}%`, variables: new Map([[name, lines]]) };
}

/**
 * What all bodies have in common travels once: their beginning, their end, and parts in between that the first two that differ share and all
 * others have too. In time proportional to their length; their lines end with CRLF.
 */
export function sharedBody(name: string, texts: readonly string[]): Shared {
  const [first = ''] = texts;
  const other = texts.find((text) => text !== first);
  if (other === undefined) return { constant: first, variables: new Map() };
  let start = first.length;
  for (const text of texts) start = commonStart(first, text, start);
  start = cutStart(first, start);
  let end = Math.min(...texts.map((text) => text.length)) - start;
  for (const text of texts) end = commonEnd(first, text, end);
  end = cutEnd(first, end);
  const middles = texts.map((text) => text.slice(start, text.length - end));
  const parts = partsOfAll(middles, commonParts(middles[0] ?? '', other.slice(start, other.length - end)));
  const between = middles.map((middle) => split(middle, parts));
  const names = [...parts, ''].map((_, index) => `${name}${index}`);
  const constant = names.map((own, index) => `%recipient.${own}%${parts[index] ?? ''}`).join('');
  return {
    constant: `${first.slice(0, start)}${constant}${first.slice(first.length - end)}`,
    variables: new Map(names.map((own, index) => [own, between.map((values) => values[index] ?? '')])),
  };
}

/** In order. Each begins and ends where words do. */
function commonParts(one: string, other: string): string[] {
  const parts: string[] = [];
  let [at, from] = [0, 0];
  for (let looks = 0; looks < MOST_LOOKS && parts.length < MOST_PARTS && at + SHORTEST <= one.length; looks += 1) {
    const found = isBreak(one.charCodeAt(at), CARRIAGE_RETURN) ? other.indexOf(one.slice(at, at + SHORTEST), from) : -1;
    if (found >= 0) {
      const length = cutStart(one.slice(at), commonStart(one.slice(at), other.slice(found), one.length));
      if (length >= SHORTEST) {
        parts.push(one.slice(at, at + length));
        at += length;
        from = found + length;
        continue;
      }
    }
    at = nextBreak(one, at + 1);
  }
  return parts;
}

/** Those that all texts have, one after the other. */
function partsOfAll(texts: readonly string[], parts: readonly string[]): readonly string[] {
  return texts.reduce((left, text) => {
    let at = 0;
    return left.filter((part) => {
      const found = text.indexOf(part, at);
      if (found >= 0) at = found + part.length;
      return found >= 0;
    });
  }, parts);
}

/** What lies before, between and after the parts. */
function split(text: string, parts: readonly string[]): string[] {
  let at = 0;
  const values = parts.map((part) => {
    const found = text.indexOf(part, at);
    const value = text.slice(at, found);
    at = found + part.length;
    return value;
  });
  return [...values, text.slice(at)];
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

function nextBreak(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isBreak(text.charCodeAt(at), CARRIAGE_RETURN)) at += 1;
  return at;
}

/** A space, the borders of a tag, and the end of a line: both of its characters stay on the same side. */
function isBreak(code: number, lineBreak: number): boolean {
  return code === 32 || code === 60 || code === 62 || code === lineBreak;
}
