/** How this person wants to read dates, times and numbers (Settings, Preferences). */
export interface Formats {
  /** BCP 47, such as `en-GB`. */
  readonly locale: string;
  /** IANA name; null follows the browser. */
  readonly timeZone: string | null;
  readonly date: 'locale' | 'iso' | 'dmy' | 'mdy';
  readonly time: 'locale' | '24h' | '12h';
}

export const DEFAULT_FORMATS: Formats = { locale: 'en-GB', timeZone: null, date: 'locale', time: 'locale' };

export interface Formatters {
  readonly zone: string;
  integer(count: number): string;
  compact(count: number): string;
  /** `amount` is exact decimal text. */
  money(amount: string, currency: string): string;
  day(date: Date): string;
  /** A calendar day such as `2026-11-23`, which is the same day in every zone. */
  calendarDay(date: Date): string;
  /** `23 Nov` of a calendar day. */
  calendarDayInYear(date: Date): string;
  /** `Nov 2026` of one. */
  calendarMonth(date: Date): string;
  dayInYear(date: Date): string;
  year(date: Date): string;
  exact(date: Date): string;
  /** To the second, with the name of the zone. */
  second(date: Date): string;
  /** Time of day. */
  clock(date: Date): string;
  /** Time of day to the second. */
  clockSecond(date: Date): string;
}

const NUMERIC = { day: '2-digit', month: '2-digit', year: 'numeric' } as const;
/** Whose order of digits is meant. */
const ORDERED = { iso: 'sv-SE', dmy: 'en-GB', mdy: 'en-US' } as const;

/** Made once per change of the preferences; making an Intl formatter is what costs. */
export function formattersOf({ locale, timeZone, date, time }: Formats): Formatters {
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = time === 'locale' ? {} : time === '24h' ? ({ hourCycle: 'h23' } as const) : ({ hour12: true } as const);
  const timeOfDay = { hour: '2-digit', minute: '2-digit', ...clock } as const;
  // British English shortens a million to "m", which reads as metres or minutes.
  const numbers = locale === 'en-GB' ? 'en' : locale;
  const integer = new Intl.NumberFormat(numbers);
  const compact = new Intl.NumberFormat(numbers, { notation: 'compact', maximumFractionDigits: 1 });
  const money = new Map<string, Intl.NumberFormat>();
  const moneyIn = (currency: string): Intl.NumberFormat => {
    const known = money.get(currency) ?? new Intl.NumberFormat(numbers, { style: 'currency', currency });
    money.set(currency, known);
    return known;
  };
  const worded = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const dayIn = (timeZone: string) =>
    date === 'locale'
      ? new Intl.DateTimeFormat(locale, { ...worded, timeZone })
      : new Intl.DateTimeFormat(ORDERED[date], { ...NUMERIC, timeZone });
  const day = dayIn(zone);
  const calendarDay = dayIn('UTC');
  const calendarDayInYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const calendarMonth = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const dayInYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone });
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone });
  const whole = new Intl.DateTimeFormat(locale, { weekday: 'short', ...worded, ...timeOfDay, timeZone: zone });
  const timeOnly = new Intl.DateTimeFormat(locale, { ...timeOfDay, timeZone: zone });
  const toTheSecond = new Intl.DateTimeFormat(locale, { ...timeOfDay, second: '2-digit', timeZoneName: 'short', timeZone: zone });
  const clockSecond = new Intl.DateTimeFormat(locale, { ...timeOfDay, second: '2-digit', timeZone: zone });
  return {
    zone,
    integer: (count) => integer.format(count),
    compact: (count) => compact.format(count),
    money: (amount, currency) => moneyIn(currency).format(amount as `${number}`),
    day: (at) => day.format(at),
    calendarDay: (at) => calendarDay.format(at),
    calendarDayInYear: (at) => (date === 'locale' ? calendarDayInYear.format(at) : calendarDay.format(at)),
    calendarMonth: (at) => calendarMonth.format(at),
    dayInYear: (at) => (date === 'locale' ? dayInYear.format(at) : day.format(at)),
    year: (at) => year.format(at),
    exact: (at) => (date === 'locale' ? whole.format(at) : `${day.format(at)} ${timeOnly.format(at)}`),
    second: (at) => `${day.format(at)}, ${toTheSecond.format(at)}`,
    clock: (at) => timeOnly.format(at),
    clockSecond: (at) => clockSecond.format(at),
  };
}
