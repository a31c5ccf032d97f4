import type { FieldOption } from '@rapport/common';
import type { ContactFields } from '../contacts/public.js';
import { type ContactImage, fieldsOf, idOf } from '../contacts/public.js';
import type { StoredValue } from '../customFields/public.js';
import type { StoredMembership } from '../lists/public.js';
import { badChoice } from './mergeErrors.js';

/** A contact with everything that a merge chooses from. */
export interface Candidate {
  readonly image: ContactImage;
  readonly values: readonly StoredValue[];
  readonly memberships: readonly StoredMembership[];
}

/** One contact stays and takes the others in; the first is the primary. */
export type Candidates = readonly [Candidate, ...Candidate[]];

export interface FieldChoice {
  /** The id of a contact, `custom`, or null where nobody has a value. */
  readonly from: string | null;
  /** Undefined: typed by whoever merges, and not read yet. */
  readonly value: string | null;
}

export interface MergeField extends FieldChoice {
  readonly name: string;
  readonly label: string;
  readonly kind: 'fixed' | 'stage' | 'custom';
  readonly fieldType: string | null;
  /** Of a custom field. */
  readonly definition?: FieldDefinition;
  /** In the order of the candidates. */
  readonly values: readonly (string | null)[];
  /** Someone chose: it is no longer what a merge does by itself. */
  readonly isChosen: boolean;
}

export interface ChoiceInput {
  readonly choices?: Readonly<Record<string, unknown>> | undefined;
  readonly customValues?: Readonly<Record<string, unknown>> | undefined;
}

export interface FieldDefinition {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: string;
  readonly options: readonly string[];
  readonly choices: readonly FieldOption[];
  readonly currency: string | null;
}

const FIXED: readonly (readonly [keyof ContactFields, string])[] = [
  ['firstName', 'First name'],
  ['lastName', 'Last name'],
  ['primaryEmail', 'Email'],
  ['primaryPhone', 'Phone'],
  ['company', 'Company'],
];
export const STAGE = 'stage';
const CUSTOM = 'custom.';

/** Every field with the values there are and the one that is kept. @throws AppError that names a choice which means nothing here */
export function planMerge(candidates: Candidates, definitions: readonly FieldDefinition[], input: ChoiceInput): MergeField[] {
  const reader = new ChoiceReader(candidates, input);
  const fields = [
    ...FIXED.map(([name, label]) =>
      reader.read({ name, label, kind: 'fixed', fieldType: null, values: candidates.map(({ image }) => fieldsOf(image)[name]) }),
    ),
    reader.read({ name: STAGE, label: 'Stage', kind: STAGE, fieldType: null, values: candidates.map((one) => stageOf(one)?.name ?? null) }),
    ...definitions.map((definition) => {
      const { fieldName, label, fieldType } = definition;
      const values = candidates.map((one) => valueOf(one, fieldName));
      return reader.read({ name: CUSTOM + fieldName, label, kind: 'custom', fieldType, definition, values });
    }),
  ];
  reader.refuseUnread();
  return fields;
}

export function stageOf({ memberships }: Candidate): StoredMembership | null {
  return memberships.find(({ isStage }) => isStage) ?? null;
}

export function valueOf({ values }: Pick<Candidate, 'values'>, fieldName: string): string | null {
  const value = values.find((one) => one['field_name'] === fieldName)?.['field_value'] ?? null;
  return value === null ? null : String(value);
}

export const fieldNameOf = ({ name }: Pick<MergeField, 'name'>): string => name.slice(CUSTOM.length);

export function isConflict({ values }: Pick<MergeField, 'values'>): boolean {
  return new Set(values.filter((value) => value !== null)).size > 1;
}

/** Reads what was chosen for one field after the other, and then knows what was meant for none. */
class ChoiceReader {
  private readonly ids: readonly string[];
  private readonly choices: Map<string, unknown>;
  private readonly customValues: Map<string, unknown>;

  constructor(candidates: Candidates, { choices, customValues }: ChoiceInput) {
    this.ids = candidates.map(({ image }) => idOf(image));
    this.choices = new Map(Object.entries(choices ?? {}));
    this.customValues = new Map(Object.entries(customValues ?? {}));
  }

  read(field: Omit<MergeField, 'from' | 'value' | 'isChosen'>): MergeField {
    const choice = take(this.choices, field);
    const typed = take(this.customValues, field);
    if (choice === undefined && typed === undefined) return { ...field, ...this.firstOf(field.values), isChosen: false };
    if (choice === 'custom' || choice === undefined) return { ...field, from: 'custom', value: customText(field, typed), isChosen: true };
    if (typed !== undefined)
      throw badChoice(`customValues.${field.name}`, `${field.label}: choose “custom” for the value, or leave the value out.`);
    return { ...field, ...this.chosen(field, choice), isChosen: true };
  }

  refuseUnread(): void {
    for (const name of this.choices.keys()) throw badChoice(`choices.${name}`, `There is no field “${name.slice(0, 80)}” to choose for.`);
    for (const name of this.customValues.keys())
      throw badChoice(`customValues.${name}`, `There is no field “${name.slice(0, 80)}” to give a value for.`);
  }

  private chosen({ name, label, values }: Pick<MergeField, 'name' | 'label' | 'values'>, choice: unknown): FieldChoice {
    const [primary = '', ...others] = this.ids;
    if (choice === 'primary') return { from: primary, value: values[0] ?? null };
    if (choice === 'secondary') {
      const { from, value } = this.firstOf([null, ...values.slice(1)]);
      return { from: from ?? others[0] ?? null, value };
    }
    const at = this.ids.indexOf(String(choice));
    if (at < 0) throw badChoice(`choices.${name}`, `${label}: choose primary, secondary, custom or the id of one of these contacts.`);
    return { from: String(choice), value: values[at] ?? null };
  }

  private firstOf(values: readonly (string | null)[]): FieldChoice {
    const at = values.findIndex((value) => value !== null);
    return at < 0 ? { from: null, value: null } : { from: this.ids[at] ?? null, value: values[at] ?? null };
  }
}

/** Custom fields may also be named without what tells them apart. */
function take(from: Map<string, unknown>, { name, kind }: Pick<MergeField, 'name' | 'kind'>): unknown {
  const short = name.slice(CUSTOM.length);
  const key = from.has(name) || kind !== 'custom' ? name : short;
  const value = from.get(key);
  from.delete(key);
  return value;
}

function customText({ name, label, kind }: Pick<MergeField, 'name' | 'label' | 'kind'>, typed: unknown): string | null {
  const field = `customValues.${name}`;
  if (kind === STAGE) throw badChoice(`choices.${name}`, 'A stage is chosen from one of the contacts. Move the contact afterwards.');
  if (typed === undefined) throw badChoice(field, `${label}: give the value, or null for none.`);
  if (typed === null) return null;
  if (typeof typed === 'object') throw badChoice(field, `${label}: give the value as text.`);
  return String(typed as string | number | boolean).trim() || null;
}
