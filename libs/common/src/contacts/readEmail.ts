import { nameOfCharacter, removeInvisible } from './characters.js';

/** Node and browsers have it; this library is built for neither alone. */
declare const URL: new (address: string) => { readonly hostname: string };
declare const TextEncoder: new () => { encode: (text: string) => { readonly length: number } };

export interface Email {
  /** As it was typed, without wrapping and invisible characters. Mail goes here. */
  readonly address: string;
  /** The form in which two spellings of one mailbox are the same. */
  readonly key: string;
}

export type EmailProblemCode = 'email.several' | 'email.invalid';

export interface EmailProblem {
  readonly code: EmailProblemCode;
  /** A sentence for the person who typed or imported it. */
  readonly reason: string;
}

export type EmailReading = { readonly email: Email } | { readonly problem: EmailProblem };

const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;
const MAX_LABEL = 63;
/** Of an address with everything around it: a name, quotes, blanks. What is longer is not read at all: the expressions below are no match for megabytes. */
const MAX_TEXT = 1_000;

/** Full-width and half-width forms, small forms, ligatures, letters of formulas: the same characters in another dress. Not ² or ™. */
const DRESSED = /[\ufb00-\ufb06\ufe50-\ufe6b\uff01-\uff9f\u{1d400}-\u{1d7ff}]/gu;
const QUOTES = '\'"“”„‟‚‘’‛´`«»‹›';
const BEFORE = new RegExp(`^[\\s${QUOTES}<([{,;:]+`, 'u');
const AFTER = new RegExp(`[\\s${QUOTES}>)\\]}.,;:!?。、،؛]+$`, 'u');
const APOSTROPHES = /[‘’‛ʼʹ´`\u02bb\u02bd]/gu;
const IN_BRACKETS = /^([^<>]*)<([^<>]*)>[\s.,;]*$/u;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~.\-\p{L}\p{M}\p{Nd}]$/iu;
/** The middle dots belong to Catalan and Japanese names. */
const DOMAIN = /^[a-z0-9.\-\u00b7\u30fb\p{L}\p{M}\p{Nd}]$/iu;
const JOINERS = /[\u200c\u200d]/g;
const PLAIN = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z]{2,}$/i;
const NON_ASCII = /[^\u0000-\u007f]/;
/** The dots of other scripts, which stand for a plain one in a domain. */
const DOTS = /[\u3002\uff0e\uff61]/g;

/**
 * Reads what people type, paste and export as one email address: without invisible characters, wrapping quotes and brackets, a name in
 * front, `mailto:`, and the punctuation of the sentence it was copied from. What no mail server takes is refused with the reason. Letters
 * that only look alike (Cyrillic а and Latin a) are different letters and stay so.
 */
export function readEmail(text: string): EmailReading {
  if (text.length > MAX_TEXT) return invalid(`An email address may have at most ${MAX_ADDRESS} characters.`);
  const plain = readPlain(text);
  if (plain) return { email: plain };
  const bare = unwrap(undress(text));
  if (bare === '') return invalid(NOT_AN_ADDRESS);
  const at = bare.lastIndexOf('@');
  const several = bare.split(/[\s,;|/]+/).filter((part) => /.@./.test(part)).length > 1;
  if (several) return { problem: { code: 'email.several', reason: `“${shown(bare)}” holds several addresses. Keep one of them here.` } };
  if (at === -1) return invalid(`“${shown(bare)}” is not an email address: it has no @.`);
  const local = bare.slice(0, at).replace(JOINERS, '').replace(APOSTROPHES, "'").normalize('NFC');
  const domain = readDomain(bare.slice(at + 1));
  const problem = localProblem(local) ?? ('reason' in domain ? domain.reason : null);
  if (problem !== null || 'reason' in domain) return invalid(problem === null ? NOT_AN_ADDRESS : `“${shown(bare)}”: ${problem}`);
  if (bytes(local) + 1 + domain.ascii.length > MAX_ADDRESS) return invalid(`An email address may have at most ${MAX_ADDRESS} characters.`);
  return { email: { address: `${local}@${domain.typed}`, key: `${local.toLowerCase().normalize('NFC')}@${domain.ascii}` } };
}

/** What nearly every address looks like, at a tenth of the cost: an import asks for each of a million. Null says nothing. */
function readPlain(text: string): Email | null {
  const at = text.indexOf('@');
  if (at > MAX_LOCAL || text.length - at - 1 > MAX_LABEL || !PLAIN.test(text) || /xn--/i.test(text)) return null;
  return { address: text, key: text.toLowerCase() };
}

const NOT_AN_ADDRESS = 'This is not an email address. Write it like ann@example.com.';

/** A joiner between letters stays for now: a domain in Persian or in an Indic script may need one. */
function undress(text: string): string {
  return text
    .split(/(?<=[\p{L}\p{M}])([\u200c\u200d])(?=\p{L})/u)
    .map((part, index) => (index % 2 === 1 ? part : removeInvisible(part)))
    .join('')
    .replace(DRESSED, (character) => character.normalize('NFKC'));
}

/** Takes off, as long as there is any, what stands around an address in letters, lists and other programs' files. */
function unwrap(text: string): string {
  let bare = text.trim();
  for (let before = ''; before !== bare;) {
    before = bare;
    bare = withoutName(bare).replace(BEFORE, '').replace(AFTER, '');
    if (/^mailto:/i.test(bare)) bare = decoded(bare.slice('mailto:'.length).replace(/\?.*$/s, ''));
  }
  return bare;
}

/** `Ann <ann@example.com>`; where the name is another address, nobody can tell which of the two is meant. */
function withoutName(text: string): string {
  const [, name = '', inside = ''] = IN_BRACKETS.exec(text) ?? [];
  if (!inside.includes('@')) return text;
  const named = name.replace(BEFORE, '').replace(AFTER, '');
  return named.includes('@') && named.toLowerCase() !== inside.trim().toLowerCase() ? `${named} ${inside}` : inside;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function localProblem(local: string): string | null {
  if (local === '') return 'there is nothing before the @.';
  if (local.includes('"')) return 'mail servers do not accept quotes before the @.';
  const wrong = [...local].find((character) => !LOCAL.test(character));
  if (wrong === '@') return 'it has more than one @.';
  if (wrong !== undefined) return /\s/.test(wrong) ? 'it has a space inside.' : `${nameOfCharacter(wrong)} cannot be part of an address.`;
  if (local.startsWith('.') || local.endsWith('.')) return 'the part before the @ cannot begin or end with a dot.';
  if (local.includes('..')) return 'there are two dots in a row.';
  return bytes(local) > MAX_LOCAL ? `the part before the @ is longer than ${MAX_LOCAL} characters.` : null;
}

type Domain = { readonly typed: string; readonly ascii: string } | { readonly reason: string };

function readDomain(text: string): Domain {
  const withJoiners = text.replace(DOTS, '.').normalize('NFC');
  const plain = withJoiners.replace(JOINERS, '');
  if (plain === '') return { reason: 'there is nothing after the @.' };
  if (/\s/.test(plain)) return { reason: 'it has a space inside.' };
  if (/^\[?[\da-f:.]*\]?$/i.test(plain) && /^[[\d]/.test(plain) && !/\.[a-z-]+$/i.test(plain))
    return { reason: 'a server’s number cannot follow the @. Use its name.' };
  if (plain.includes('_')) return { reason: 'the name of a mail server has no underscore.' };
  const wrong = [...plain].find((character) => !DOMAIN.test(character));
  if (wrong !== undefined) return { reason: `${nameOfCharacter(wrong)} cannot be part of the name behind the @.` };
  // A joiner that its script does not need makes the name invalid, and one that nobody sees is dropped.
  const joined = withJoiners === plain ? null : toAscii(withJoiners);
  const typed = joined === null ? plain : withJoiners;
  const ascii = joined ?? toAscii(plain);
  if (ascii === null) return { reason: `“${shown(plain)}” is not the name of a mail server.` };
  if (!ascii.includes('.')) return { reason: 'the name behind the @ has no dot.' };
  if (ascii.startsWith('.') || ascii.endsWith('.') || ascii.includes('..')) return { reason: 'a dot behind the @ has nothing beside it.' };
  return labelProblem(ascii) ?? { typed, ascii };
}

function labelProblem(ascii: string): { readonly reason: string } | null {
  const labels = ascii.split('.');
  if (labels.some((label) => label.length > MAX_LABEL)) return { reason: `a part behind the @ is longer than ${MAX_LABEL} characters.` };
  if (labels.some((label) => label.startsWith('-') || label.endsWith('-')))
    return { reason: 'a part behind the @ cannot begin or end with a hyphen.' };
  const top = labels.at(-1) ?? '';
  if (!/^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/.test(top)) return { reason: `“.${top}” is not the end of an internet name.` };
  return null;
}

/** Null for what is no name. The form of `bücher.example` is `xn--bcher-kva.example`. */
function toAscii(domain: string): string | null {
  const lower = domain.toLowerCase();
  if (!NON_ASCII.test(lower) && !lower.includes('xn--')) return lower;
  try {
    return new URL(`http://${lower}`).hostname || null;
  } catch {
    return null;
  }
}

function bytes(text: string): number {
  return NON_ASCII.test(text) ? new TextEncoder().encode(text).length : text.length;
}

function shown(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function invalid(reason: string): { readonly problem: EmailProblem } {
  return { problem: { code: 'email.invalid', reason } };
}
