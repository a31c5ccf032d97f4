import type { CustomFieldType } from '@rapport/common';

export type IntakeMode = 'createAndUpdate' | 'createOnly' | 'updateOnly';

/** A custom field that the rows carry a value for, in the order of `IntakeRow.custom`. */
export interface IntakeField {
  readonly definitionId: string;
  readonly fieldName: string;
  readonly fieldType: CustomFieldType;
}

/** What is the same for every row of an intake. */
export interface IntakePlan {
  readonly mode: IntakeMode;
  readonly fields: readonly IntakeField[];
  /** Every created, updated and unchanged contact is put on this list. */
  readonly listId: string | null;
  /** Noted on the contacts that are created, so that their timeline says where they came from. */
  readonly importId: string | null;
}

/** One contact, already checked and normalised. Null says nothing: an existing value stays. */
export interface IntakeRow {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  /** Null when the number is kept as typed because nobody knows its country. */
  readonly phoneE164: string | null;
  readonly company: string | null;
  /** ISO 8601 UTC. */
  readonly createdOn: string | null;
  /** Stored text of the custom values, in the order of the plan's fields. */
  readonly custom: readonly (string | null)[];
}

export type IntakeOutcome =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly contactId: string }
  | { readonly kind: 'rejected'; readonly field: 'primaryEmail' | 'primaryPhone' | null; readonly code: string; readonly reason: string };
