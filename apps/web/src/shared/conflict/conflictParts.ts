/** What someone keeps of a part that two people changed. */
export type Pick = 'mine' | 'theirs';

/** A part of what is edited, by the name that it has among its values. */
export interface ConflictPart<Values extends object> {
  readonly name: keyof Values & string;
  readonly label: string;
  /** As it is read; the value itself when left out. */
  readonly show?: (values: Values) => string;
}

/** A part in which what is to be saved and what there is now differ. */
export interface ConflictField {
  readonly name: string;
  readonly label: string;
  /** Empty: there is none. */
  readonly mine: string;
  readonly theirs: string;
  /** It was changed here; else only the other person changed it. */
  readonly isTyped: boolean;
}

interface Versions<Values> {
  /** As it was when editing began. */
  readonly base: Values;
  /** As it is to be saved. */
  readonly typed: Values;
  /** As it is now. */
  readonly theirs: Values;
}

export function conflictFields<Values extends object>(
  parts: readonly ConflictPart<Values>[],
  { base, typed, theirs }: Versions<Values>,
): ConflictField[] {
  return parts.flatMap(({ name, label, show = (values) => textOf(values[name]) }) => {
    const [before, mine, now] = [base, typed, theirs].map((values) => JSON.stringify(values[name] ?? null));
    return mine === now ? [] : [{ name, label, mine: show(typed), theirs: show(theirs), isTyped: before !== mine }];
  });
}

/** What was typed is kept, and what others did is kept, until someone says otherwise. */
export function firstPicks(fields: readonly { readonly name: string; readonly isTyped: boolean }[]): Record<string, Pick> {
  return Object.fromEntries(fields.map(({ name, isTyped }) => [name, isTyped ? 'mine' : 'theirs']));
}

/** What there is now, with what is kept of mine. */
export function mergedBy<Values extends object>(
  fields: readonly { readonly name: string }[],
  picks: Readonly<Record<string, Pick>>,
  { typed, theirs }: Omit<Versions<Values>, 'base'>,
): Values {
  const kept = new Set(fields.filter(({ name }) => picks[name] === 'mine').map(({ name }) => name));
  return { ...theirs, ...Object.fromEntries(Object.entries(typed).filter(([name]) => kept.has(name))) };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
