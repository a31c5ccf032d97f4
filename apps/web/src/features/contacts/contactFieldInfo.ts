import type { CustomFieldType, FieldOption } from '@rapport/common';
import type { Contact } from './contactQueries';

/** What the workspace says about a field of its own. */
export interface FieldFacts {
  readonly choices: readonly FieldOption[];
  readonly currency: string | null;
  readonly section: string | null;
  readonly description: string | null;
}

/** A field as the table needs to know it. */
export interface ContactField extends FieldFacts {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  readonly isRequired: boolean;
}

/** A field that only the reader has, on the contacts of all workspaces: in the table, `mine:<name>`. */
export type OwnField = Omit<ContactField, 'isRequired' | 'section'>;

/** By field name. */
export type FieldInfo = Readonly<Record<string, FieldFacts>>;

/** The sections that this contact's fields stand in, in their order. */
export function sectionsOf({ customFields }: Pick<Contact, 'customFields'>, fieldInfo: FieldInfo): string[] {
  const sections = customFields.map(({ fieldName }) => fieldInfo[fieldName]?.section ?? null);
  return [...new Set(sections.filter((section) => section !== null))];
}
