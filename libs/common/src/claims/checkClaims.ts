import { readExpression } from '../templates/readExpression.js';
import { namesIn } from './namesIn.js';
import { offersIn } from './offerWords.js';
import { plainText, splitTags } from './plainText.js';
import { type NamedDate, weekdayOf, weekdayOfName } from './readDates.js';
import { readClaims, type Statement, type Statements } from './readClaims.js';

export const CLAIM_KINDS = [
  'number',
  'date',
  'time',
  'price',
  'percent',
  'link',
  'address',
  'phone',
  'name',
  'offer',
  'tag',
  'placeholder',
] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Something that a text states and no evidence does. */
export interface ClaimFinding {
  readonly kind: ClaimKind;
  /** As written, for marking it. */
  readonly text: string;
  /** What is missing, for a person. */
  readonly message: string;
  /** Whether an author may state it on their own authority. A merge tag that does not exist is wrong whoever writes it. */
  readonly mayConfirm: boolean;
}

export interface Evidence {
  /** Texts that the piece cites. */
  readonly cited: readonly string[];
  /** All texts that were given: names may come from any of them. */
  readonly given: readonly string[];
  /** Of the answer, such as `de`; null: not known. */
  readonly language: string | null;
  /** Merge tags that exist: `first_name`, `custom.plan`. */
  readonly tags: readonly string[];
}

const PLACEHOLDER = /\[(?:email|phone)-\d+\]/g;
const LONGEST_SHOWN = 80;
const MOST_FINDINGS = 50;

/**
 * What a draft states without evidence. Pure and without a model: every number, date, time, price, percentage, link, address, phone,
 * name and promise has to be in what the draft cites. Spelling may differ: `1,000` is `1.000` in German, `24 December` is `24.12.`.
 */
export function checkClaims(written: string, { cited, given, language, tags }: Evidence): ClaimFinding[] {
  const { text, outputs, strange, fallbacks } = splitTags(written);
  const whole = plainText([text, ...fallbacks].join('\n'));
  const placeholders = [...whole.matchAll(PLACEHOLDER)].map(([raw]) => raw);
  const seen = whole.replace(PLACEHOLDER, '\u2022');
  const said = readClaims(seen, language);
  const facts = cited.map((source) => plainText(splitTags(source).text));
  const proof = proofOf(facts, language);
  const findings = [
    ...strange.map((raw) => tagFinding(raw)),
    ...outputs.flatMap((content) => unknownTag(content, tags)),
    ...placeholders.map(placeholder),
    ...unproven(said.prices, 'price', proof.prices),
    ...unproven(said.percents, 'percent', proof.percents),
    ...said.dates
      .filter(({ readings }) => !readings.some((date) => isDateProven(date, proof.dates)))
      .map(({ text: date }) => missing('date', date)),
    ...said.weekdays.filter(({ value }) => !proof.weekdays.has(value)).map(({ text: day }) => missing('date', day)),
    ...unproven(said.times, 'time', proof.times),
    ...unproven(said.numbers, 'number', proof.numbers),
    ...unproven(said.links, 'link', proof.links),
    ...unproven(said.addresses, 'address', proof.addresses),
    ...unproven(said.phones, 'phone', proof.phones),
    ...promises(seen, language, facts),
    ...unknownNames(said.rest, language, given),
  ];
  const known = new Set<string>();
  return findings
    .filter(({ kind, text: shown }) => !known.has(`${kind} ${shown}`) && known.add(`${kind} ${shown}`))
    .slice(0, MOST_FINDINGS);
}

interface Proof {
  readonly prices: ReadonlySet<string>;
  readonly percents: ReadonlySet<string>;
  readonly dates: readonly NamedDate[];
  readonly weekdays: ReadonlySet<string>;
  readonly times: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  readonly addresses: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
}

/** A source is read both as its own language may write numbers and as the answer's does. */
function proofOf(facts: readonly string[], language: string | null): Proof {
  const all: Statements[] = facts.flatMap((fact) => [readClaims(fact, null), ...(language === null ? [] : [readClaims(fact, language)])]);
  const valuesOf = (pick: (of: Statements) => readonly Statement[]): Set<string> =>
    new Set(all.flatMap((one) => pick(one).flatMap(({ text, value }) => [value, text])));
  const dates = all.flatMap((one) => one.dates.flatMap(({ readings }) => readings));
  const numbers = valuesOf((one) => one.numbers);
  // “on the 24th”, “in 2027”, “at 6”: a part of what is said.
  for (const { day, year } of dates) for (const part of [day, year]) if (part !== null) numbers.add(String(part));
  const times = valuesOf((one) => one.times);
  for (const time of times) if (time.endsWith(':00')) numbers.add(time.slice(0, -3));
  return {
    prices: valuesOf((one) => one.prices),
    percents: valuesOf((one) => one.percents),
    dates,
    weekdays: new Set([...valuesOf((one) => one.weekdays), ...dates.flatMap((date) => weekdayOf(date) ?? []).map(String)]),
    times,
    numbers,
    links: valuesOf((one) => one.links),
    addresses: valuesOf((one) => one.addresses),
    phones: valuesOf((one) => one.phones),
  };
}

function unproven(said: readonly Statement[], kind: ProvableKind, proven: ReadonlySet<string>): ClaimFinding[] {
  return said.filter(({ value, text }) => !proven.has(value) && !proven.has(text)).map(({ text }) => missing(kind, text));
}

/** A date may say less than its source, never more. */
function isDateProven(date: NamedDate, proven: readonly NamedDate[]): boolean {
  return proven.some(
    (fact) => fact.month === date.month && (date.day === null || date.day === fact.day) && (date.year === null || date.year === fact.year),
  );
}

function promises(text: string, language: string | null, facts: readonly string[]): ClaimFinding[] {
  const proven = new Set(facts.flatMap((fact) => offersIn(fact, null)).map(({ offer }) => offer));
  return offersIn(text, language)
    .filter(({ offer }) => !proven.has(offer))
    .map(({ text: word }) => missing('offer', word));
}

function unknownNames(text: string, language: string | null, given: readonly string[]): ClaimFinding[] {
  const known = new Set(given.flatMap((source) => wordsOf(plainText(splitTags(source).text))));
  const isKnown = (name: string): boolean => wordsOf(name).every((word) => known.has(word) || weekdayOfName(word) !== null);
  return namesIn(text, language)
    .filter(({ words, isSentenceStart }) => !words.slice(isSentenceStart && words.length > 1 ? 1 : 0).every(isKnown))
    .map(({ words }) => missing('name', words.join(' ')));
}

function wordsOf(text: string): string[] {
  return [...text.toLowerCase().matchAll(/\p{L}[\p{L}\p{M}]*|\p{N}+/gu)].map(([word]) => word).filter((word) => word !== 's');
}

function unknownTag(content: string, tags: readonly string[]): ClaimFinding[] {
  const { paths, filters } = readExpression(content);
  const all = [...paths, ...filters.flatMap((filter) => filter.paths)];
  if (paths.length > 0 && all.every((path) => tags.includes(path))) return [];
  return [tagFinding(`{{ ${content} }}`)];
}

function tagFinding(raw: string): ClaimFinding {
  return {
    kind: 'tag',
    text: short(raw),
    message: `There is no merge tag “${short(raw)}”. Remove it, or write the text again.`,
    mayConfirm: false,
  };
}

function placeholder(raw: string): ClaimFinding {
  return { kind: 'placeholder', text: raw, message: `“${raw}” refers to nothing that was given. Remove it.`, mayConfirm: false };
}

/** What a source may prove. */
type ProvableKind = Exclude<ClaimKind, 'tag' | 'placeholder'>;

const MISSING: Readonly<Record<ProvableKind, string>> = {
  number: 'No source gives this number',
  date: 'No source gives this date',
  time: 'No source gives this time',
  price: 'No source gives this price',
  percent: 'No source gives this percentage',
  link: 'No source has this link',
  address: 'No source has this email address',
  phone: 'No source has this phone number',
  name: 'No source mentions this name',
  offer: 'No source makes this offer',
};

function missing(kind: ProvableKind, text: string): ClaimFinding {
  return { kind, text: short(text), message: `${MISSING[kind]}: “${short(text)}”.`, mayConfirm: true };
}

function short(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
