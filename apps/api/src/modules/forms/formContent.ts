import type { ReaderLanguage } from '@rapport/common';

/** What each contact has, besides the email address. */
export const FIXED_FIELDS = ['firstName', 'lastName', 'company', 'phone'] as const;
export type FixedFieldKey = (typeof FIXED_FIELDS)[number];
export type FormFieldKey = FixedFieldKey | `custom:${string}`;

export interface FormField {
  readonly key: FormFieldKey;
  readonly label: string;
  readonly isRequired: boolean;
}

/** What visitors read and are asked. */
export interface FormWords {
  /** Of everything that is not written here. Null: that of the workspace. */
  readonly language: ReaderLanguage | null;
  readonly title: string;
  readonly intro: string;
  readonly consentText: string;
  readonly buttonLabel: string;
  readonly fields: readonly FormField[];
}

export interface FormContent extends FormWords {
  readonly confirmedText: string;
  readonly listIds: readonly string[];
  readonly topicIds: readonly string[];
  readonly redirectUrl: string | null;
}

export interface StoredForm extends FormContent {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly version: number;
  readonly submittedCount: number;
  readonly confirmedCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What someone typed, cleaned and checked. Null: left empty. */
export interface SignUpValues {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly phone: string | null;
  readonly phoneE164: string | null;
  /** By the name of the field, as it is stored. Left out: none is filled in. */
  readonly custom?: Readonly<Record<string, string>>;
}

/** What is kept of a sign-up until it is confirmed. The words are those that were on the page, whatever the form says later. */
export interface SignUpContent {
  readonly values: SignUpValues;
  readonly formVersion: number;
  readonly consentText: string;
  readonly ip: string | null;
  readonly userAgent: string;
  readonly requestId: string;
}
