const REDACTED = '[redacted]';

/**
 * What must not be read in a log, wherever it comes from: messages of libraries and of other people's servers repeat what they were
 * given. We log ids, counts and patterns of routes in the first place; this is the net below.
 */
const RULES: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // `postgres://name:password@host`, and any other address with credentials.
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:"']*:[^\s/@"']+@/gi, `$1${REDACTED}@`],
  // Links that are a credential by themselves: the word before the token tells. A pattern (`/u/:token`) is none.
  [/\/(u|invite|invitations|reset|reset-password|confirm|confirm-email|verify)\/(?!:)[^\s/?#"')]+/gi, `/$1/${REDACTED}`],
  // What comes after a question mark may be anything that someone searched for.
  [/(https?:\/\/[^\s?"']+|\/api\/[^\s?"']+)\?[^\s"')]+/g, `$1?${REDACTED}`],
  [/\brk_[A-Za-z0-9_-]{6,}/g, `rk_${REDACTED}`],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [/\b((?:__Host-)?rapport)=[^\s;,"']+/g, `$1=${REDACTED}`],
  [/\b(password|secret|token|authorization|cookie|api_?key)(["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;}]+)/gi, `$1$2${REDACTED}`],
  // PostgreSQL names the values of a key that is taken; a JSON parser quotes what it could not read.
  [/\bKey \(([^)]*)\)=\((?:[^)]*)\)/g, `Key ($1)=(${REDACTED})`],
  [/(Unexpected token [^,]*,) .*? (is not valid JSON)/gs, `$1 ${REDACTED} $2`],
  [/\b(invalid input (?:syntax|value) for [^:]*:) ".*?"(?=\n|$)/gs, `$1 ${REDACTED}`],
  // Sealed values, sessions, hashes of tokens.
  [/\bv1\.[0-9a-f]{8}\.[A-Za-z0-9_-]{20,}/g, REDACTED],
  [/[^\s<>"'(),:;@[\]/]{1,64}@[\p{L}\p{N}.-]{1,253}\.\p{L}{2,24}(?![\p{L}\p{N}])/gu, '[address]'],
];

/** Longer than any stack that helps. */
const LONGEST = 8_000;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Patterns of routes, names of events: few and always the same. */
const remembered = new Map<string, string>();
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 100;

/** A line is written for every change, so what every line holds is not looked through anew. */
export function redactText(text: string): string {
  if (ID.test(text)) return text;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const safe = lookThrough(text);
  if (text.length <= LONGEST_REMEMBERED && remembered.size < MOST_REMEMBERED) remembered.set(text, safe);
  return safe;
}

function lookThrough(text: string): string {
  const kept = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return RULES.reduce((safe, [pattern, replacement]) => safe.replace(pattern, replacement), kept);
}
