import { addDays, type CustomFieldType } from '@rapport/common';

export const OPTIONS = ['Gold', 'Silver', 'Bronze'];
export const COMPANIES = [null, 'Analytical Engines', 'ANALYTICAL ENGINES', 'Nüßle & Söhne', 'Lovelace Ltd'];
export const days = ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-03-01T12:30:00.000Z', '2026-04-01T00:00:00.000Z'];

/** Of Tokyo, where the clocks never change. */
export const localDay = (moment: string): string => new Date(Date.parse(moment) + 9 * 3_600_000).toISOString().slice(0, 10);
export const today = localDay(new Date().toISOString());
/** Also around the last and the next days, and just before and after midnight. */
export const moments = [
  ...days,
  ...[0, -1, -7, -8, -30].flatMap((n) => [`${addDays(today, n - 1)}T15:00:00.000Z`, `${addDays(today, n - 1)}T14:59:59.999Z`]),
];

function nearDays(): string[] {
  return [-30, -1, 0, 1, 30, 31, 99].map((n) => addDays(today, n));
}

/** What the field of a type may hold. */
export const VALUES: Readonly<Record<CustomFieldType, readonly string[]>> = {
  text: ['Paris', 'paris', 'São Paulo', 'SÃO PAULO', '10', '9', '\u{1f600}'],
  number: ['9', '10', '-1.5', '9007199254740993', '9007199254740992'],
  date: ['2026-01-31', '1999-12-31', '2026-02-01', '2024-02-29', ...nearDays()],
  boolean: ['true', 'false'],
  select: OPTIONS,
  longText: ['Paris\nFrance', 'paris'],
  money: ['9.00', '10.50', '-1.00'],
  dateTime: ['2026-01-31T09:00:00.000Z', '2026-02-01T00:00:00.000Z', ...nearDays().map((day) => `${day}T14:59:59.999Z`)],
  multiSelect: ['["Gold"]', '["Gold","Silver"]', '["Bronze","Gold","Silver"]'],
  url: ['https://example.com/a', 'https://example.com/PAULO'],
  email: ['ann@example.com', 'Ann@Example.com', 'paulo@example.org'],
  phone: ['+4930901820', '+4930901820;ext=12', '+12025550143'],
};

/** The field of a type. */
export const nameOf = (type: CustomFieldType): string => `a_${type.toLowerCase()}`;
