/** What a number in a cell means, as its format says. */
export type NumberFormat =
  | { readonly kind: 'number' | 'percent' | 'date' | 'time' | 'dateTime' | 'duration' }
  /** Shown with zeros in front, as postal codes are. */
  | { readonly kind: 'digits'; readonly count: number };

export const PLAIN: NumberFormat = { kind: 'number' };
const DATE: NumberFormat = { kind: 'date' };
const TIME: NumberFormat = { kind: 'time' };
const DATE_TIME: NumberFormat = { kind: 'dateTime' };
const DURATION: NumberFormat = { kind: 'duration' };
const PERCENT: NumberFormat = { kind: 'percent' };

/** Formats that have a number and no code (ECMA-376, 18.8.30), those of East Asian editions included. */
const BUILT_IN: ReadonlyMap<number, NumberFormat> = new Map([
  ...[9, 10].map((id) => [id, PERCENT] as const),
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, DATE] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, TIME] as const),
  [22, DATE_TIME],
  [46, DURATION],
]);

export function builtInFormat(id: number): NumberFormat {
  return BUILT_IN.get(id) ?? PLAIN;
}

/** Of a code such as `dd/mm/yyyy hh:mm`, `[h]:mm`, `0.00%` or `00000`. Its first section decides: the others are for negative numbers and text. */
export function formatOfCode(code: string): NumberFormat {
  if (code.length > 500) return PLAIN;
  const bare = code
    .replace(/"[^"]*"|\\.|[_*]./g, '')
    .split(';')[0]
    ?.toLowerCase();
  if (!bare) return PLAIN;
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return DURATION;
  const marks = bare.replace(/\[[^\]]*\]/g, '').trim();
  if (marks === 'general') return PLAIN;
  const hasTime = /[hs]|am\/pm|a\/p/.test(marks);
  const hasDate = /[dyeg]/.test(marks) || (/m/.test(marks) && !hasTime);
  if (hasDate) return hasTime ? DATE_TIME : DATE;
  if (hasTime) return TIME;
  if (marks.includes('%')) return PERCENT;
  return /^0{2,30}$/.test(marks) ? { kind: 'digits', count: marks.length } : PLAIN;
}
