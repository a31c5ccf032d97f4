import type { CustomFieldType } from '@rapport/common';
import type { PointValue } from '../contacts/public.js';

/** Rows that nothing would recognise when they are imported again. */
export const WITHOUT_KEY = ['reject', 'matchByName'] as const;
export type WithoutKey = (typeof WITHOUT_KEY)[number];

/** Whether a row may change what its contact has already. */
export const UPDATE_POLICIES = ['overwrite', 'fillEmpty', 'never'] as const;
export type UpdatePolicy = (typeof UPDATE_POLICIES)[number];

/** By what a row is recognised as someone; `auto` is the address, else the number with a name that agrees. */
export const MATCH_KEYS = ['auto', 'email', 'phone', 'id', 'none'] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];

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
  /** What to do with a row that has neither an email address nor a phone number. Left out, it is always a new contact. */
  readonly withoutKey?: WithoutKey;
  /** Names by id of the lists and stages that rows name. Left out: they name none. */
  readonly listNames?: Readonly<Record<string, string>>;
  /** Left out: overwrite. */
  readonly updatePolicy?: UpdatePolicy;
  /** Left out: auto. */
  readonly matchBy?: MatchKey;
}

/** A further address or number of a row, and the column that it comes from. */
export interface IntakePoint extends PointValue {
  readonly columnIndex: number;
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
  /** Further addresses and numbers. */
  readonly points?: readonly IntakePoint[];
  /** Which contact it is about, where contacts are matched by their ids. */
  readonly contactId?: string | null;
  /** Lists that it is put on, and the stage that it is moved to. */
  readonly listIds?: readonly string[];
  readonly stageId?: string | null;
  /** Stored text of the custom values, in the order of the plan's fields. */
  readonly custom: readonly (string | null)[];
}

/** Something about a row that was imported all the same. */
export interface IntakeNote {
  readonly field: 'primaryEmail' | 'primaryPhone' | 'furtherEmail' | 'furtherPhone' | null;
  readonly code: string;
  readonly reason: string;
  /** Of a further address or number: which it is, and where it comes from. */
  readonly value?: string;
  readonly columnIndex?: number;
}

/** One value of a contact that a row changes. */
export interface IntakeChange {
  /** A fixed field, `furtherEmail`, `furtherPhone`, `lists`, `stage`, or `custom:<field name>`. */
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a row would do to its contact. */
export interface RowChanges {
  readonly changes: readonly IntakeChange[];
  /** Fields that an earlier row of the same file has set to something else. */
  readonly disagreeing: readonly string[];
}

/** A row as a rehearsal judges it. */
export interface RehearsedRow extends RowChanges {
  readonly outcome: IntakeOutcome;
  /** How the contact would be called then; null for a row that is not taken. */
  readonly name: string | null;
}

export type IntakeOutcome =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly contactId: string; readonly notes?: readonly IntakeNote[] }
  | {
      readonly kind: 'rejected';
      readonly field: 'primaryEmail' | 'primaryPhone' | 'contactId' | null;
      readonly code: string;
      readonly reason: string;
    };
