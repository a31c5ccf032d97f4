import type { CustomFieldType } from '@rapport/common';

export interface CustomFieldDefinition {
  readonly id: string;
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  readonly options: readonly string[];
  readonly isRequired: boolean;
  readonly defaultValue: string | null;
}
