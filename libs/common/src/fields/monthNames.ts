const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'nb', 'fi', 'cs'];
/** Short forms that people use and the locale data does not have. */
const MORE: readonly [string, number][] = [
  ['sept', 9],
  ['mrz', 3],
  ['maerz', 3],
  ['jaenner', 1],
  ['janner', 1],
];

let months: ReadonlyMap<string, number> | null = null;

/** 1 to 12, or null when it is no month in the languages we know, or different ones in two of them. */
export function monthOfName(name: string): number | null {
  months ??= collect();
  return months.get(nameKey(name)) ?? null;
}

function collect(): Map<string, number> {
  const found = new Map<string, Set<number>>();
  const add = (name: string, month: number): void => {
    if (/^\p{L}{2,}\.?$/u.test(name)) found.set(nameKey(name), (found.get(nameKey(name)) ?? new Set()).add(month));
  };
  for (const language of LANGUAGES) {
    for (const month of ['long', 'short'] as const) {
      const inDate = new Intl.DateTimeFormat(language, { day: 'numeric', month, timeZone: 'UTC' });
      const alone = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
      for (let number = 1; number <= 12; number += 1) {
        const day = Date.UTC(2026, number - 1, 15);
        add(inDate.formatToParts(day).find(({ type }) => type === 'month')?.value ?? '', number);
        add(alone.format(day), number);
      }
    }
  }
  for (const [name, number] of MORE) add(name, number);
  return new Map([...found].flatMap(([name, numbers]) => (numbers.size === 1 ? [[name, [...numbers][0] ?? 0] as const] : [])));
}

function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();
}
