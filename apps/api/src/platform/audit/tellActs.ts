/** One field, as it is told: `before` and `after` are words, and equal for a secret, whose values are not kept. */
export interface ToldChange {
  readonly field: string;
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the words for an act may tell of one entry. */
export interface ToldEntry {
  readonly changes: readonly ToldChange[];
  readonly details: Readonly<Record<string, unknown>>;
  /** Of the record it was done to. */
  readonly entityId: string | null;
}

/** Read after the name of who did it: the words, or what makes them. Null: the name of the act says enough. */
export type ActWords = string | null | ((entry: ToldEntry) => string);

/** What is told in other words than its name. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  primaryEmail: 'email',
  primaryPhone: 'phone',
  fromEmail: 'from address',
  isPrimary: 'stage',
  isRequired: 'required',
  templateId: 'template',
  html: 'HTML',
  ratePerMinute: 'messages a minute',
  quotaPerDay: 'messages a day',
};

/** “primaryEmail” → “email”, “defaultFromName” → “default from name” */
export function fieldLabel(field: string): string {
  return FIELD_WORDS[field] ?? wordsOfName(field.replace(/^custom\./, ''));
}

/** “changed first name, last name and 2 more”: the words for most acts that are called `….updated`. */
export function changeWords({ changes }: Pick<ToldEntry, 'changes'>): string {
  const [first, second] = changes;
  if (!first) return 'saved it without a change';
  if (changes.length === 1) return oneChange(first);
  if (changes.length === 2 && second) return `changed ${first.label} and ${second.label}`;
  return `changed ${first.label}, ${second?.label ?? ''} and ${changes.length - 2} more`;
}

export function oneChange({ label, before, after }: ToldChange): string {
  if (before === after) return `changed ${label}`;
  if (before === null) return `set ${label} to ${short(after)}`;
  if (after === null) return `cleared ${label}, which was ${short(before)}`;
  return `changed ${label} from ${short(before)} to ${short(after)}`;
}

/** “1 person”, “1,200 people” */
export function people(value: unknown): string {
  return value === 1 ? '1 person' : `${count(value)} people`;
}

export function count(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en-US') : '0';
}

/** At most 60 characters of a value. */
export function short(value: string | null): string {
  const text = (value ?? '').replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

export function wordsOfName(name: string): string {
  return name
    .replace(/[._]/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
