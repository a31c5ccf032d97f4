import { asciiDigits } from '../contacts/characters.js';
import { problem, quoted, type FieldReading, type ReadingHints } from './fieldReading.js';
import { readDecimal } from './readDecimal.js';

const NAMED = /\p{Sc}|\p{L}+/gu;
const MOST_DIGITS = 30;

const digits = new Map<string, number>();
let known: ReadonlySet<string> | null = null;

/** Codes of ISO 4217 that are in use. */
export function isCurrency(code: string): boolean {
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return known.has(code);
}

/** How many decimals amounts of a currency have: 2 for most, none for the yen. */
export function currencyDigits(currency: string): number {
  const found = digits.get(currency);
  if (found !== undefined) return found;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  digits.set(currency, maximumFractionDigits);
  return maximumFractionDigits;
}

/**
 * An amount in the currency of its field, exact, with all the decimals of the currency: `1.234,5 €` is `1234.50`. Refused are amounts in
 * another currency, finer than its smallest coin, or with a mark that may stand between thousands.
 */
export function readMoney(text: string, { currency, decimalMark }: Pick<ReadingHints, 'currency' | 'decimalMark'>): FieldReading {
  if (currency === null) return problem('money.noCurrency', 'This field has no currency, so amounts cannot be read.');
  const plain = asciiDigits(text).replace(/[٫．]/g, '.').trim();
  const other = [...plain.matchAll(NAMED)].map(([name]) => name).find((name) => !means(name, currency));
  if (other !== undefined && !/^[eE]$/.test(other))
    return problem('money.otherCurrency', `${quoted(text)} is not an amount in ${currency}, in which this field is.`);
  if (plain.includes('%')) return problem('money.invalid', `${quoted(text)} is a share, not an amount.`);
  const decimals = currencyDigits(currency);
  const bare = plain.replace(other === undefined ? NAMED : /$^/, '').trim();
  if (decimalMark === null && decimals !== 3 && /^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(bare))
    return problem(
      'number.ambiguous',
      `${quoted(text)} can be read in two ways. Write it with ${decimals === 0 ? 'no' : decimals} decimals, such as ${example(decimals)}.`,
    );
  const reading = readDecimal(bare, { decimalMark });
  if ('problem' in reading) return requoted(reading.problem, text, decimals);
  const [whole = '', fraction = ''] = (reading.value ?? '').split('.');
  if (fraction.length > decimals)
    return problem('money.tooPrecise', `${quoted(text)} has more decimals than ${currency} has. Write it as ${example(decimals)}.`);
  if (whole.length > MOST_DIGITS) return problem('number.tooLong', `${quoted(text)} has more than ${MOST_DIGITS} digits.`);
  return { value: fixed(whole, fraction, decimals) };
}

/** Whether every word and sign of the text is about this currency: its code, or its sign. */
function means(name: string, currency: string): boolean {
  return name.toUpperCase() === currency || name === signOf(currency);
}

function signOf(currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return format.formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
}

function fixed(whole: string, fraction: string, decimals: number): string {
  const value = decimals === 0 ? whole : `${whole}.${fraction.padEnd(decimals, '0')}`;
  return /^-[0.]+$/.test(value) ? value.slice(1) : value;
}

function example(decimals: number): string {
  return decimals === 0 ? '1234' : `1234.${'50'.padEnd(decimals, '0').slice(0, decimals)}`;
}

/** The words of the number, about the text that was written. */
function requoted(found: { code: string; message: string }, text: string, decimals: number): FieldReading {
  if (found.code === 'number.invalid')
    return problem('money.invalid', `${quoted(text)} is not an amount. Write it as ${example(decimals)}.`);
  return { problem: { code: found.code, message: found.message.replace(/^“[^”]*”/, quoted(text)) } };
}
