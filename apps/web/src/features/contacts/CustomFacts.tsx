import { Switch } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { InlineField } from '../../shared/form/InlineField';
import classes from './ContactRecord.module.css';
import type { FieldFacts, FieldInfo } from './contactFieldInfo';
import type { Contact, ContactChanges, ContactFieldValue, CustomValue } from './contactQueries';
import { CustomValueText, draftOf, isSwitch, kindOf, offered, readCustomValue } from './customValues';

interface CustomFactsProps {
  contact: Pick<Contact, 'customFields'>;
  fieldInfo: FieldInfo;
  /** The heading under which they stand; null for those without one. */
  section: string | null;
  isReadOnly: boolean;
  explain: (error: unknown) => ReactNode;
  save: (changes: ContactChanges) => Promise<unknown>;
}

export const NO_FACTS: FieldFacts = { choices: [], currency: null, section: null, description: null };

/** The fields of one section, each with the editor of its type. */
export function CustomFacts({ contact, fieldInfo, section, isReadOnly, explain, save }: CustomFactsProps) {
  const own = contact.customFields.filter(({ fieldName }) => (fieldInfo[fieldName]?.section ?? null) === section);
  return own.map((field) => {
    const facts = fieldInfo[field.fieldName] ?? NO_FACTS;
    const saveValue = (value: CustomValue) => save({ customFields: { [field.fieldName]: value } });
    if (isSwitch(field)) return <BooleanFact key={field.fieldName} field={field} isReadOnly={isReadOnly} onSave={saveValue} />;
    return (
      <InlineField
        key={field.fieldName}
        label={field.label}
        kind={kindOf(field)}
        options={offered(field, facts)}
        description={facts.description}
        unit={facts.currency}
        value={draftOf(field)}
        isReadOnly={isReadOnly}
        explain={explain}
        onSave={(typed) => saveValue(readCustomValue(field, typed))}
      >
        <CustomValueText field={field} facts={facts} isReadOnly={isReadOnly} />
      </InlineField>
    );
  });
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
