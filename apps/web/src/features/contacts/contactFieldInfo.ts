import type { FieldOption } from '@rapport/common';
import type { Contact } from './contactQueries';

/** What the workspace says about a field of its own. */
export interface FieldFacts {
  readonly choices: readonly FieldOption[];
  readonly currency: string | null;
  readonly section: string | null;
  readonly description: string | null;
}

/** By field name. */
export type FieldInfo = Readonly<Record<string, FieldFacts>>;

/** The sections that this contact's fields stand in, in their order. */
export function sectionsOf({ customFields }: Pick<Contact, 'customFields'>, fieldInfo: FieldInfo): string[] {
  const sections = customFields.map(({ fieldName }) => fieldInfo[fieldName]?.section ?? null);
  return [...new Set(sections.filter((section) => section !== null))];
}
