import { type DateUse, datesIn, weekdayOfName } from './readDates.js';
import { MAGNITUDE, NUMBER, NUMBER_WORDS, readAmount } from './readNumbers.js';

/** What a text states, each as one comparable text besides what is written. */
export interface Statement {
  readonly text: string;
  /** Equal for equal statements, whatever their spelling. */
  readonly value: string;
}

export interface Statements {
  readonly links: readonly Statement[];
  readonly addresses: readonly Statement[];
  readonly phones: readonly Statement[];
  readonly dates: readonly DateUse[];
  readonly weekdays: readonly Statement[];
  readonly times: readonly Statement[];
  readonly prices: readonly Statement[];
  readonly percents: readonly Statement[];
  readonly numbers: readonly Statement[];
  /** What is left when all of those are taken out; as long as the text. */
  readonly rest: string;
}

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu;
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"“”]{1,2000}|(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]{1,63}\.){1,4}(?:com|org|net|eu|io|app|dev|shop|info|biz|co|ai|me|ly|de|at|ch|uk|fr|es|it|nl|be|pt|pl|us|ca|br|example|test)(?:\/[^\s<>"“”]{0,2000})?(?![\p{L}\p{N}-])/giu;
const PHONE = /(?<![\p{L}\d])(?:\+|00?)\d[\d ()/.-]{5,24}\d(?!\d)/gu;
const TIME =
  /(?<![\d:.])(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?\s?m\b\.?|(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])|(?<!\d)(\d{1,2})\s?(?:h|uhr)\s?(\d{2})?(?![\p{L}\d])/giu;
const CURRENCY: readonly [RegExp, string][] = [
  [/^(?:€|eur|euros?)$/i, 'EUR'],
  [/^(?:\$|usd|us\$|dollars?|dólares|dollari|dolar\p{L}*)$/iu, 'USD'],
  [/^(?:£|gbp|pounds?|pfund)$/i, 'GBP'],
  [/^(?:zł|pln|złot\p{L}*)$/iu, 'PLN'],
  [/^(?:chf|franken)$/i, 'CHF'],
  [/^(?:¥|jpy|yen)$/i, 'JPY'],
];
const MONEY = String.raw`€|\$|£|¥|₹|₽|₺|₴|₪|₩|zł|złot\p{L}{1,4}|eur|euros?|usd|dollars?|dólares|dollari|gbp|pounds?|pfund|pln|chf|franken|jpy|yen|kr|sek|nok|dkk|czk|cad|aud|inr|brl`;
const PRICE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(${MONEY})\s?(${NUMBER})(?:\s?(${MAGNITUDE})(?![\p{L}\d]))?|(?<![\p{L}\d.,])(${NUMBER})(?:\s?(${MAGNITUDE}))?(?:\s?|,-\s?|[.,][–-]\s?)(${MONEY})(?![\p{L}\p{N}])`,
  'giu',
);
const PERCENT = new RegExp(
  String.raw`(?<![\p{L}\d.,])(${NUMBER})\s?(?:%|percent|per cent|prozent\p{L}{0,2}|pour cent|por ciento|per cento|por cento|procent\p{L}{0,2})(?!\p{L})`,
  'giu',
);
const AMOUNT = new RegExp(String.raw`(${NUMBER})(?:\s?(${MAGNITUDE})(?![\p{L}\d]))?`, 'giu');

/** Finds what a text states. `text` is from `plainText`; `language` decides how its numbers are read, null where it is not known. */
export function readClaims(text: string, language: string | null): Statements {
  let rest = text;
  const take = (pattern: RegExp, valueOf: (match: readonly string[]) => string | null): Statement[] => {
    const found: Statement[] = [];
    rest = rest.replace(pattern, (...args: unknown[]) => {
      const match = args.slice(
        0,
        args.findIndex((arg) => typeof arg === 'number'),
      ) as string[];
      const value = valueOf(match);
      const whole = match[0] ?? '';
      if (value === null) return whole;
      found.push({ text: whole.trim().replace(/(?<![pa]\.m)\.$/i, ''), value });
      return ' '.repeat(whole.length);
    });
    return found;
  };
  const addresses = take(ADDRESS, ([whole = '']) => whole.toLowerCase());
  const links = take(LINK, ([whole = '']) => linkKey(whole));
  const dates = datesIn(rest);
  for (const { text: written } of dates) rest = rest.replace(written, ' '.repeat(written.length));
  const phones = take(PHONE, ([whole = '']) => phoneKey(whole));
  const prices = take(PRICE, ([, before, first, firstBig, second, secondBig, after]) => {
    const currency = currencyOf(before ?? after ?? '');
    return `${readAmount(first ?? second ?? '', firstBig ?? secondBig, language)} ${currency}`;
  });
  const percents = take(PERCENT, ([, number = '']) => `${readAmount(number, undefined, language)}%`);
  const times = take(TIME, ([, hour, minute, half, plainHour, plainMinute, hourOnly, hourMinute]) =>
    timeKey(Number(hour ?? plainHour ?? hourOnly), Number(minute ?? plainMinute ?? hourMinute ?? 0), half),
  );
  const numbers = take(AMOUNT, ([, number = '', magnitude]) => readAmount(number, magnitude, language));
  const weekdays = take(/(?<![\p{L}])\p{L}{4,13}(?:-feira)?(?![\p{L}])/gu, ([word = '']) => {
    const day = weekdayOfName(word);
    return day === null ? null : String(day);
  });
  return { addresses, links, dates, phones, prices, percents, times, numbers: [...numbers, ...wordsFor(rest, language)], weekdays, rest };
}

function wordsFor(text: string, language: string | null): Statement[] {
  const known = language === null ? Object.values(NUMBER_WORDS) : [NUMBER_WORDS[language] ?? {}];
  return [...text.matchAll(/\p{L}+/gu)].flatMap(([word]) => {
    for (const words of known) {
      const key = word.toLowerCase();
      if (Object.hasOwn(words, key)) return [{ text: word, value: String(words[key]) }];
    }
    return [];
  });
}

/** Without scheme, `www.` and what a sentence puts behind it. */
export function linkKey(link: string): string {
  return link
    .replace(/[.,;:!?)\]'’]+$/, '')
    .replace(/^https?:\/\//i, '')
    .replace(/^www\./i, '')
    .replace(/\/+$/, '')
    .replace(/^[^/?#]+/, (host) => host.toLowerCase());
}

function phoneKey(phone: string): string | null {
  const digits = phone.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 7 && digits.length <= 15 ? digits : null;
}

function currencyOf(written: string): string {
  return CURRENCY.find(([pattern]) => pattern.test(written))?.[1] ?? written.toUpperCase();
}

function timeKey(hour: number, minute: number, half: string | undefined): string | null {
  const late = half?.toLowerCase() === 'p' && hour < 12 ? 12 : half?.toLowerCase() === 'a' && hour === 12 ? -12 : 0;
  const full = hour + late;
  return full > 24 || minute > 59 ? null : `${full}:${String(minute).padStart(2, '0')}`;
}
