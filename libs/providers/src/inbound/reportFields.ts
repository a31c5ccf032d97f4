/** Fields of a header or of a report (RFC 3464, RFC 5965), unfolded, by their name in lower case. Doubled ones are all kept. */
export type Fields = ReadonlyMap<string, readonly string[]>;

const LONGEST_VALUE = 2_000;
/** Halves of characters that a cut has left: no database takes them. */
export const LONE_SURROGATES = /\p{Cs}/gu;

/** A group of fields ends at an empty line; a report has one about itself and one for each recipient. */
export function readFieldGroups(text: string, most = 50): Fields[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/, most)
    .map(readFields)
    .filter(({ size }) => size > 0);
}

export function readFields(block: string): Fields {
  const fields = new Map<string, string[]>();
  for (const line of block
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!/^[a-z0-9-]{1,60}$/.test(name)) continue;
    const value = oneLine(line.slice(colon + 1)).slice(0, LONGEST_VALUE);
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}

export function fieldOf(fields: Fields, name: string): string | null {
  return fields.get(name)?.[0] ?? null;
}

export function oneLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
    .trim()
    .replace(LONE_SURROGATES, '');
}

/** `rfc822;<Ann@example.com>`, `ann@example.com`: the address in lower case. Null: there is none. */
export function addressIn(value: string | null): string | null {
  const bare = (value ?? '').replace(/^\s*[A-Za-z0-9-]{1,20}\s*;/, '');
  const found = /[^\s<>"(),:;[\]@\p{Cc}\p{Cs}]{1,64}@[^\s<>"(),;:[\]@\p{Cc}\p{Cs}]{1,255}/u.exec(bare.slice(0, 1_000));
  return found ? found[0].toLowerCase() : null;
}

/** All Message-IDs of a value, with angle brackets. */
export function messageIdsIn(value: string | null, most = 20): string[] {
  return [...(value ?? '').slice(0, 20_000).matchAll(/<[^\s<>@\p{Cc}\p{Cs}]{1,250}@[^\s<>@\p{Cc}\p{Cs}]{1,250}>/gu)]
    .slice(0, most)
    .map(([id]) => id);
}
