import { storedFieldRules } from '../fields/fieldTypes.js';

/** What a person can put between {{ and }}: the one list that the editor offers, the checks know and the renderer fills. */

export type MergeTagGroup = 'contact' | 'custom' | 'sender' | 'workspace' | 'message';

export interface MergeTag {
  /** As written in a template, without braces: `first_name`, `custom.birthday`. */
  readonly tag: string;
  readonly label: string;
  readonly example: string;
  readonly group: MergeTagGroup;
  /** True when a sendable contact may lack it, so that a fallback is worth asking for. */
  readonly canBeEmpty: boolean;
}

export interface MergeTagField {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: string;
}

export const MERGE_TAGS: readonly MergeTag[] = [
  { tag: 'first_name', label: 'First name', example: '{{ first_name | default: "there" }}', group: 'contact', canBeEmpty: true },
  { tag: 'last_name', label: 'Last name', example: '{{ last_name }}', group: 'contact', canBeEmpty: true },
  { tag: 'full_name', label: 'Full name', example: '{{ full_name | default: "friend" }}', group: 'contact', canBeEmpty: true },
  { tag: 'email', label: 'Email address', example: '{{ email }}', group: 'contact', canBeEmpty: false },
  { tag: 'phone', label: 'Phone number', example: '{{ phone }}', group: 'contact', canBeEmpty: true },
  { tag: 'company', label: 'Company', example: '{{ company | default: "your company" }}', group: 'contact', canBeEmpty: true },
  { tag: 'sender.name', label: 'Sender name', example: '{{ sender.name }}', group: 'sender', canBeEmpty: false },
  { tag: 'sender.email', label: 'Sender address', example: '{{ sender.email }}', group: 'sender', canBeEmpty: false },
  { tag: 'workspace.name', label: 'Workspace name', example: '{{ workspace.name }}', group: 'workspace', canBeEmpty: false },
  {
    tag: 'workspace.postal_address',
    label: 'Postal address',
    example: '{{ workspace.postal_address }}',
    group: 'workspace',
    canBeEmpty: false,
  },
  {
    tag: 'unsubscribe_url',
    label: 'Unsubscribe link',
    example: '<a href="{{ unsubscribe_url }}">Unsubscribe</a>',
    group: 'message',
    canBeEmpty: false,
  },
  { tag: 'today', label: 'Date of sending', example: '{{ today | date: "%B %-d" }}', group: 'message', canBeEmpty: false },
];

/** The built-in tags followed by one tag for each custom field of the workspace. */
export function mergeTagsFor(fields: readonly MergeTagField[]): MergeTag[] {
  return [...MERGE_TAGS, ...fields.map(customFieldTag)];
}

function customFieldTag(field: MergeTagField): MergeTag {
  const path = /^[A-Za-z_][\w-]*$/.test(field.fieldName) ? `custom.${field.fieldName}` : `custom["${field.fieldName}"]`;
  const filter = storedFieldRules(field.fieldType).mergeFilter;
  return { tag: `custom.${field.fieldName}`, label: field.label, example: `{{ ${path}${filter} }}`, group: 'custom', canBeEmpty: true };
}
