import type { CustomFieldType, FieldSettings } from '@rapport/common';

export interface CustomFieldDefinition extends FieldSettings {
  readonly id: string;
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  /** What it is for, shown where it is filled in. */
  readonly description: string | null;
  /** The heading that it is under; null for the first fields, which have none. */
  readonly section: string | null;
  readonly isRequired: boolean;
  readonly defaultValue: string | null;
  /** Since when forms no longer show it. Its values stay. */
  readonly archivedAt: string | null;
  /** Of what it is; its place in the order has none. */
  readonly version: number;
}
