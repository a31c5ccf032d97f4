import { fieldOfColumn } from '@rapport/common';
import type { CellEditing } from '../../shared/table/columns';
import type { ContactField } from './contactFieldInfo';
import type { ContactChanges, ContactSummary } from './contactQueries';
import { draftOf, isSwitch, kindOf, offered, readCustomValue } from './customValues';

type Editing = CellEditing<ContactSummary>;

/** Columns of the table that hold one value of the contact itself. */
const FIXED = {
  firstName: { name: 'firstName', kind: 'text' },
  lastName: { name: 'lastName', kind: 'text' },
  email: { name: 'primaryEmail', kind: 'email' },
  phone: { name: 'primaryPhone', kind: 'tel' },
  company: { name: 'company', kind: 'text' },
} as const;

export function editingOfColumn(id: keyof typeof FIXED): Editing {
  const { name, kind } = FIXED[id];
  return { kind, draft: (contact) => contact[name] ?? '' };
}

export function editingOfField(field: ContactField): Editing {
  const typed = (contact: ContactSummary) => ({ fieldType: field.fieldType, value: valueOf(contact, field.fieldName) });
  return {
    kind: isSwitch(field) ? 'switch' : kindOf(field),
    draft: (contact) => draftOf(typed(contact)),
    options: (contact) => offered(typed(contact), field),
    unit: field.currency,
  };
}

/** The stored value, when the page asked for it. */
export function valueOf({ fields }: Pick<ContactSummary, 'fields'>, fieldName: string): string | null {
  const value = fields[fieldName];
  return typeof value === 'string' ? value : null;
}

/** What to send so that a column holds what was typed. */
export function changesOf(columnId: string, draft: string, fields: readonly ContactField[]): ContactChanges {
  const fieldName = fieldOfColumn(columnId);
  const field = fields.find((one) => one.fieldName === fieldName);
  if (field) return { customFields: { [field.fieldName]: readCustomValue(field, draft) } };
  const fixed = Object.entries(FIXED).find(([id]) => id === columnId)?.[1];
  return fixed ? { [fixed.name]: draft || null } : {};
}

/** What to send so that a column holds again what the contact has now: the stored value, not as it is typed, which may be less exact. */
export function changesBackTo(columnId: string, contact: ContactSummary): ContactChanges {
  const fieldName = fieldOfColumn(columnId);
  if (fieldName !== null) return { customFields: { [fieldName]: valueOf(contact, fieldName) } };
  const fixed = Object.entries(FIXED).find(([id]) => id === columnId)?.[1];
  return fixed ? { [fixed.name]: contact[fixed.name] } : {};
}
