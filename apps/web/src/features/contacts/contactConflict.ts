import type { Pick } from '../../shared/conflict/conflictParts';
import type { Contact, ContactChanges, ContactFieldValue, CustomValue } from './contactQueries';

export const FIXED_FIELDS = [
  { name: 'firstName', label: 'First name', kind: 'text' },
  { name: 'lastName', label: 'Last name', kind: 'text' },
  { name: 'primaryEmail', label: 'Email', kind: 'email' },
  { name: 'primaryPhone', label: 'Phone', kind: 'tel' },
  { name: 'company', label: 'Company', kind: 'text' },
] as const;

/** A field in which what is to be saved and what there is now differ. Values as they are stored; null is none. */
export interface ConflictField {
  /** `company`, or `custom.plan`. */
  readonly name: string;
  readonly label: string;
  /** Of a custom field. */
  readonly field: ContactFieldValue | null;
  readonly mine: string | null;
  readonly theirs: string | null;
  /** It was typed here; else only the other person changed it. */
  readonly isTyped: boolean;
}

/**
 * Field by field: what was typed here, and what someone else has changed since `base` was read.
 *
 * @param base the contact as it was when it was edited
 * @param theirs as it is now
 */
export function conflictFields(base: Contact, changes: ContactChanges, theirs: Contact): ConflictField[] {
  const fixed = FIXED_FIELDS.map(({ name, label }) => {
    const typed = changes[name];
    return { name, label, field: null, mine: typed === undefined ? base[name] : typed, theirs: theirs[name], isTyped: typed !== undefined };
  });
  const before = new Map(base.customFields.map(({ fieldName, value }) => [fieldName, value]));
  const typed = changes.customFields ?? {};
  const custom = theirs.customFields.map((field) => {
    const { fieldName, label, value } = field;
    const isTyped = fieldName in typed;
    const mine = isTyped ? textOf(typed[fieldName]) : before.has(fieldName) ? (before.get(fieldName) ?? null) : value;
    return { name: `custom.${fieldName}`, label, field, mine, theirs: value, isTyped };
  });
  return [...fixed, ...custom].filter(({ mine, theirs }) => mine !== theirs);
}

/** What is to be sent so that the contact is as it was picked; null when it is that way already. */
export function changesOf(fields: readonly ConflictField[], picks: Readonly<Record<string, Pick>>): ContactChanges | null {
  const kept = fields.filter(({ name }) => picks[name] === 'mine');
  if (kept.length === 0) return null;
  const fixed = Object.fromEntries(kept.filter(({ field }) => field === null).map(({ name, mine }) => [name, mine]));
  const custom = kept.flatMap(({ field, mine }) => (field === null ? [] : [[field.fieldName, mine] as const]));
  return { ...fixed, ...(custom.length > 0 ? { customFields: Object.fromEntries(custom) } : {}) };
}

function textOf(value: CustomValue | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}
