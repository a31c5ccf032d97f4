const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;
/** Encoded twice or thrice is a trick, not an address. */
const DECODINGS = 3;

/**
 * The first word of an address that matched no route, however it is written: percent-encoded, doubled slashes, dot segments,
 * parameters behind a semicolon, another case, a whole URL. Only for choosing between a page and an error; access never asks it.
 */
export function addressedArea(url: string): string {
  const path = decoded(url.replace(ORIGIN, '').split(/[?#]/, 1)[0] ?? '').replaceAll('\\', '/');
  const segments: string[] = [];
  for (const part of path.split('/')) {
    const segment = part.split(';', 1)[0] ?? '';
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments[0]?.trim().toLowerCase() ?? '';
}

function decoded(path: string): string {
  let text = path;
  for (let n = 0; n < DECODINGS && text.includes('%'); n += 1) {
    try {
      text = decodeURIComponent(text);
    } catch {
      break;
    }
  }
  return text;
}
