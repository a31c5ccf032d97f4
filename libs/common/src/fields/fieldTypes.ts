/** Every type of value that a contact can have, fixed fields included. */
export const FIELD_TYPES = ['text', 'number', 'date', 'dateTime', 'boolean', 'select', 'url', 'email', 'phone'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** The types a workspace may give to a custom field. */
export const CUSTOM_FIELD_TYPES = ['text', 'number', 'date', 'boolean', 'select'] as const satisfies readonly FieldType[];
export type CustomFieldType = (typeof CUSTOM_FIELD_TYPES)[number];
