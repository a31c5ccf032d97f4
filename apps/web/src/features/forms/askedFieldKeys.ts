import type { FieldKey, FormField } from './formQueries';

/** What a form can ask for besides the email address, and how it is called at first. */
export const FIELD_LABELS: Readonly<Record<FieldKey, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  company: 'Company',
  phone: 'Phone',
};

export const FIELD_KEYS = Object.keys(FIELD_LABELS) as FieldKey[];

/** “First name (required), Company” */
export function fieldLabels(fields: readonly FormField[]): string {
  return fields.map(({ label, isRequired }) => (isRequired ? `${label} (required)` : label)).join(', ');
}

/** Each at most once, in the order of FIELD_KEYS. */
export function withField(fields: readonly FormField[], key: FieldKey, isAsked: boolean): FormField[] {
  const others = fields.filter((field) => field.key !== key);
  const all = isAsked ? [...others, { key, label: FIELD_LABELS[key], isRequired: false }] : others;
  return all.sort((a, b) => FIELD_KEYS.indexOf(a.key) - FIELD_KEYS.indexOf(b.key));
}

export function changedField(fields: readonly FormField[], key: FieldKey, change: Partial<Omit<FormField, 'key'>>): FormField[] {
  return fields.map((field) => (field.key === key ? { ...field, ...change } : field));
}
