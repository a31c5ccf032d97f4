import { type FieldEditor, fieldRules } from '@rapport/common';
import { Anchor, Switch } from '@mantine/core';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { formatDay, formatExact } from '../../shared/format/format';
import { InlineField, type InlineKind } from '../../shared/form/InlineField';
import { paths } from '../../shared/paths';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ContactRecord.module.css';
import { FieldRefusal } from './FieldRefusal';
import { FurtherPoints } from './FurtherPoints';
import { type Contact, type ContactChanges, type ContactFieldValue, type CustomValue, useUpdateContact } from './contactQueries';

/** Field name to its choices. */
export type FieldOptions = Readonly<Record<string, readonly string[]>>;

interface ContactFactsProps {
  contact: Contact;
  isReadOnly: boolean;
  fieldOptions: FieldOptions;
}

const FIXED = [
  { name: 'firstName', label: 'First name', kind: 'text' },
  { name: 'lastName', label: 'Last name', kind: 'text' },
  { name: 'primaryEmail', label: 'Email', kind: 'email' },
  { name: 'primaryPhone', label: 'Phone', kind: 'tel' },
  { name: 'company', label: 'Company', kind: 'text' },
] as const;

export function ContactFacts({ contact, isReadOnly, fieldOptions }: ContactFactsProps) {
  const workspaceId = useWorkspaceId();
  const update = useUpdateContact(workspaceId, contact.id);
  const save = (changes: ContactChanges) => update.mutateAsync(changes);
  const explain = (error: unknown) => <FieldRefusal error={error} contactId={contact.id} />;
  return (
    <section className={classes.section} aria-label="Details">
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>Details</h2>
      </div>
      {FIXED.map(({ name, label, kind }) => (
        <Fragment key={name}>
          <InlineField
            label={label}
            kind={kind}
            value={contact[name] ?? ''}
            isReadOnly={isReadOnly}
            explain={explain}
            onSave={(value) => save({ [name]: value || null })}
          />
          {name === 'primaryEmail' && <FurtherPoints kind="email" points={contact.emails} />}
          {name === 'primaryPhone' && <FurtherPoints kind="phone" points={contact.phones} />}
        </Fragment>
      ))}
      {contact.customFields.map((field) =>
        isSwitch(field) ? (
          <BooleanFact
            key={field.fieldName}
            field={field}
            isReadOnly={isReadOnly}
            onSave={(value) => save({ customFields: { [field.fieldName]: value } })}
          />
        ) : (
          <InlineField
            key={field.fieldName}
            label={field.label}
            kind={kindOf(field)}
            options={(fieldOptions[field.fieldName] ?? []).map((option) => ({ value: option, label: option }))}
            value={field.value ?? ''}
            isReadOnly={isReadOnly}
            explain={explain}
            onSave={(value) => save({ customFields: { [field.fieldName]: readCustomValue(value) } })}
          >
            {showCustomValue(field)}
          </InlineField>
        ),
      )}
      <div className={classes.row}>
        <span className={classes.rowLabel}>Added</span>
        <span className={classes.rowValue} title={formatDay(contact.createdAt)}>
          <RelativeTime iso={contact.createdAt} />
        </span>
      </div>
      {!isReadOnly && contact.customFields.length === 0 && (
        <Anchor component={Link} to={paths.customFields(workspaceId)} size="xs">
          Add custom fields
        </Anchor>
      )}
    </section>
  );
}

/** A switch is always open; everything else is edited in its line. */
const KINDS: Record<Exclude<FieldEditor, 'switch'>, InlineKind> = {
  text: 'text',
  number: 'number',
  date: 'date',
  dateTime: 'text',
  choice: 'select',
  url: 'text',
};

function isSwitch({ fieldType }: ContactFieldValue): boolean {
  return fieldRules(fieldType).editor === 'switch';
}

function kindOf({ fieldType }: ContactFieldValue): InlineKind {
  const { editor } = fieldRules(fieldType);
  return editor === 'switch' ? 'text' : KINDS[editor];
}

/** Saved by the switch itself. */
function BooleanFact({
  field,
  isReadOnly,
  onSave,
}: {
  field: ContactFieldValue;
  isReadOnly: boolean;
  onSave: (value: boolean) => Promise<unknown>;
}) {
  const [problem, setProblem] = useState<string | null>(null);
  const change = async (value: boolean) => {
    setProblem(null);
    try {
      await onSave(value);
    } catch (error) {
      setProblem((isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error));
    }
  };
  return (
    <div className={classes.row}>
      <span className={classes.rowLabel} dir="auto">
        {field.label}
      </span>
      <Switch
        className={classes.rowValue}
        aria-label={field.label}
        checked={field.value === 'true'}
        disabled={isReadOnly}
        error={problem}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
    </div>
  );
}

/** What was typed, as the API reads it: its text, so that a long number is not rounded on the way. */
function readCustomValue(typed: string): CustomValue {
  return typed === '' ? null : typed;
}

function showCustomValue({ fieldType, value }: ContactFieldValue): string {
  return value === null ? '' : fieldRules(fieldType).show(value, { day: dayOf, time: timeOf });
}

/** What an older version stored may be no date. */
function dayOf(value: string): string {
  const day = value.slice(0, 10);
  return Number.isNaN(Date.parse(day)) ? value : formatDay(day);
}

function timeOf(value: string): string {
  return Number.isNaN(Date.parse(value)) ? value : formatExact(value);
}
