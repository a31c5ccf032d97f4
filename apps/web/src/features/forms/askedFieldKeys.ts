import type { FieldKey, FormField } from './formQueries';

export interface FieldChoice {
  readonly key: FieldKey;
  /** How the form calls it at first. */
  readonly label: string;
}

/** What each contact has, besides the email address. */
const FIXED: readonly FieldChoice[] = [
  { key: 'firstName', label: 'First name' },
  { key: 'lastName', label: 'Last name' },
  { key: 'company', label: 'Company' },
  { key: 'phone', label: 'Phone' },
];

/** What a form can ask for, and what this one asks for although its field was archived or deleted since. */
export function choicesOf(custom: readonly FieldChoice[], asked: readonly FormField[]): FieldChoice[] {
  const known = [...FIXED, ...custom];
  const gone = asked.filter(({ key }) => !known.some((choice) => choice.key === key));
  return [...known, ...gone.map(({ key, label }) => ({ key, label: `${label} (no longer a field)` }))];
}

/** “First name (required), Company” */
export function fieldLabels(fields: readonly FormField[]): string {
  return fields.map(({ label, isRequired }) => (isRequired ? `${label} (required)` : label)).join(', ');
}

/** Each at most once, in the order of the choices. */
export function withField(fields: readonly FormField[], key: FieldKey, isAsked: boolean, choices: readonly FieldChoice[]): FormField[] {
  const others = fields.filter((field) => field.key !== key);
  const placeOf = (field: FormField) => choices.findIndex((choice) => choice.key === field.key);
  const label = choices.find((choice) => choice.key === key)?.label ?? key;
  const all = isAsked ? [...others, { key, label, isRequired: false }] : others;
  return all.sort((a, b) => placeOf(a) - placeOf(b));
}

export function changedField(fields: readonly FormField[], key: FieldKey, change: Partial<Omit<FormField, 'key'>>): FormField[] {
  return fields.map((field) => (field.key === key ? { ...field, ...change } : field));
}
