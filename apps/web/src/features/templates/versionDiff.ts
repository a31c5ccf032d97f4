import { diffLines } from 'diff';

export interface DiffLine {
  /** `gap`: lines that are the same are left out here. */
  readonly kind: 'same' | 'added' | 'removed' | 'gap';
  readonly text: string;
}

/** Lines around a change. */
const AROUND = 2;
/** Texts that have this little in common are not worth a comparison, which would take minutes. */
const LIMITS = { maxEditLength: 3_000, timeout: 250 };

/** Line by line from one text to the other, with a little of what is around; empty when they are the same, null when they have too little in common. */
export function diffOf(before: string, after: string): DiffLine[] | null {
  if (before === after) return [];
  const parts = diffLines(ended(before), ended(after), LIMITS);
  if (!parts) return null;
  const lines = parts.flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text })),
  );
  return withoutFar(lines);
}

/** A last line without its end would differ from the same line with one. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function withoutFar(lines: readonly DiffLine[]): DiffLine[] {
  const isNear = lines.map((_, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same'));
  return lines.flatMap((line, at): DiffLine[] => {
    if (isNear[at]) return [line];
    return at === 0 || isNear[at - 1] ? [{ kind: 'gap', text: '' }] : [];
  });
}
