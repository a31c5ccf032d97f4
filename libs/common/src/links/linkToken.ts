/** Shorter than every token we make, longer than any word that could stand around one. */
const LEAST_TOKEN = 40;
const TOKEN = new RegExp(`[\\w-]{${LEAST_TOKEN},}`);
/** What a mail program cuts off because it takes it for punctuation. At most two in a row are looked for. */
const CUT_ENDS = ['-', '_', '--', '-_', '_-', '__'] as const;
/** Ends a token that would end in a hyphen or an underscore, which mail programs leave out of a link. */
const END = '0';

/**
 * The token in the rest of a link's address, without what mail programs and people put around it: a full stop, a bracket, a quotation
 * mark, a tracking parameter, a slash, an escaped blank, also escaped badly. Null when nothing in it is long enough.
 */
export function linkTokenIn(rest: string): string | null {
  const readable = rest.replace(/%([0-9a-f]{2})/gi, (_whole, hex: string) => asciiOf(parseInt(hex, 16)));
  return TOKEN.exec(readable)?.[0] ?? null;
}

/** The token as it came first, then what it may have been before something was added to its end or cut off. */
export function linkTokenCandidates(token: string): string[] {
  const candidates = [token];
  for (let bare = token; /[-_]$/.test(bare) && candidates.length < 4;) {
    bare = bare.slice(0, -1);
    candidates.push(bare);
  }
  return [...candidates, ...CUT_ENDS.map((end) => token + end)];
}

/** The token with a letter or digit at its end, so that no mail program takes its last character for punctuation. */
export function endLinkToken(token: string): string {
  return /[-_]$/.test(token) ? token + END : token;
}

/** What `endLinkToken` was given, when it added something; else null. */
export function withoutLinkEnd(token: string): string | null {
  return new RegExp(`[-_]${END}$`).test(token) ? token.slice(0, -1) : null;
}

function asciiOf(code: number): string {
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : ' ';
}
