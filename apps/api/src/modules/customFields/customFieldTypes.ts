export const CUSTOM_FIELD_TYPES = ['text', 'number', 'date', 'boolean', 'select'] as const;
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];

export interface CustomFieldDefinition {
  readonly id: string;
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  readonly options: readonly string[];
  readonly isRequired: boolean;
  readonly defaultValue: string | null;
}
