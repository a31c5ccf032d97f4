export const CUSTOM_FIELD_TYPES = [
    'text',
    'number',
    'date',
    'boolean',
    'select'
];
