import { type CustomFieldType, type FieldOption, labelOf, labelsOf, optionsOfField } from '@rapport/common';
import type { SelectedContact } from '../contacts/public.js';
import { statusOf } from '../contacts/public.js';
import type { ExportColumn } from './exportTypes.js';

/** A contact with what its columns hold. */
export interface ExportedContact extends SelectedContact {
  /** Stored values by the name of their field. */
  readonly values: ReadonlyMap<string, string | null>;
}

export interface FieldHeader {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  /** Those that are offered, by what people read. */
  readonly options: readonly string[];
  /** All of them with their keys, where these are not what people read. */
  readonly choices: readonly FieldOption[];
}

export const CUSTOM_PREFIX = 'custom:';

const STATUS_WORDS = {
  subscribed: 'Subscribed',
  unsubscribed: 'Unsubscribed',
  bounced: 'Bounced',
  complained: 'Complained',
  noEmail: '',
} as const;

/** The headers are those that an import knows, so that a file comes back without a question. */
const FIXED: readonly ExportColumn<ExportedContact>[] = [
  { key: 'firstName', header: 'First name', cell: ({ row }) => row.firstName ?? '' },
  { key: 'lastName', header: 'Last name', cell: ({ row }) => row.lastName ?? '' },
  { key: 'primaryEmail', header: 'Email', cell: ({ row }) => row.primaryEmail ?? '' },
  { key: 'primaryPhone', header: 'Phone', cell: ({ row }) => row.primaryPhone ?? '' },
  { key: 'company', header: 'Company', cell: ({ row }) => row.company ?? '' },
  { key: 'furtherEmails', header: 'Further emails', cell: (contact) => furtherOf(contact, 'email') },
  { key: 'furtherPhones', header: 'Further phones', cell: (contact) => furtherOf(contact, 'phone') },
];

const AFTER: readonly ExportColumn<ExportedContact>[] = [
  {
    key: 'stage',
    header: 'Stage',
    cell: ({ memberships }) => joinCell(memberships.filter((list) => list.isPrimary).map(({ name }) => name)),
  },
  {
    key: 'lists',
    header: 'Lists',
    cell: ({ memberships }) => joinCell(memberships.filter((list) => !list.isPrimary).map(({ name }) => name)),
  },
  { key: 'emailStatus', header: 'Email status', cell: ({ row }) => STATUS_WORDS[statusOf(row)] },
  { key: 'createdOn', header: 'Created on', cell: ({ row }) => row.createdOn },
  { key: 'updatedAt', header: 'Updated on', cell: ({ row }) => row.updatedAt },
  { key: 'id', header: 'Contact ID', cell: ({ row }) => row.id },
];

/** All that a contact has, in the order in which a file holds them when nobody chooses. Two fields of one label are told apart by their names. */
export function contactColumnsOf(fields: readonly FieldHeader[]): ExportColumn<ExportedContact>[] {
  const taken = new Set([...FIXED, ...AFTER].map(({ header }) => header.toLowerCase()));
  const custom = fields.map((field) => {
    const { fieldName, label, fieldType } = field;
    const options = optionsOfField(field);
    const header = taken.has(label.toLowerCase()) ? `${label} (${fieldName})` : label;
    taken.add(header.toLowerCase());
    return {
      key: `${CUSTOM_PREFIX}${fieldName}`,
      header,
      cell: ({ values }: ExportedContact) => cellOf(fieldType, values.get(fieldName) ?? '', options),
    };
  });
  return [...FIXED, ...custom, ...AFTER];
}

/** As an import reads it: options by what people call them, and no number that could be another one. */
function cellOf(type: CustomFieldType, value: string, options: readonly FieldOption[]): string {
  if (value === '') return '';
  if (type === 'select') return labelOf(options, value);
  if (type === 'multiSelect') return severalOf(labelsOf(value, options));
  // 1.234 may be a thousand and something: with one digit more it cannot.
  return type === 'number' && /^-?\d{1,3}\.\d{3}$/.test(value) ? `${value}0` : value;
}

/** `Red; Blue`; a JSON list where a label would be taken for several, or for a list. */
function severalOf(labels: readonly string[]): string {
  return labels.some((label) => /[;|\n,]/.test(label) || label.startsWith('[')) ? JSON.stringify(labels) : labels.join('; ');
}

function furtherOf({ points }: SelectedContact, kind: 'email' | 'phone'): string {
  return joinCell(points.filter((point) => point.kind === kind).map(({ value }) => value));
}

/** Several values of one cell: `a; b`. One that holds a mark between values or a quote is put in quotes, doubled inside, as in a CSV file. */
export function joinCell(values: readonly string[]): string {
  return values.map((value) => (/[;"\n]|:::/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join('; ');
}
