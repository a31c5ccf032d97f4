import { Checkbox, Input, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { changedField, choicesOf, type FieldChoice, withField } from './askedFieldKeys';
import type { FormField } from './formQueries';
import classes from './Forms.module.css';

interface AskedFieldsProps {
  fields: FormField[];
  custom: readonly FieldChoice[];
  error: ReactNode;
  isReadOnly: boolean;
  onChange: (fields: FormField[]) => void;
}

/** What the form asks for besides the email address. */
export function AskedFields({ fields, custom, error, isReadOnly, onChange }: AskedFieldsProps) {
  const choices = choicesOf(custom, fields);
  return (
    <fieldset className={classes.asked} data-path="fields" disabled={isReadOnly}>
      <legend>Fields</legend>
      <Checkbox label="Email" checked readOnly disabled />
      {choices.map(({ key, label: name }) => {
        const field = fields.find((one) => one.key === key);
        return (
          <div key={key} className={classes.asking}>
            <Checkbox
              label={name}
              checked={field !== undefined}
              onChange={(event) => onChange(withField(fields, key, event.currentTarget.checked, choices))}
            />
            {field && (
              <div className={classes.detail}>
                <TextInput
                  aria-label={`Label of ${name}`}
                  value={field.label}
                  maxLength={100}
                  dir="auto"
                  autoComplete="off"
                  onChange={(event) => onChange(changedField(fields, key, { label: event.currentTarget.value }))}
                />
                <Checkbox
                  label="Required"
                  aria-label={`${name} is required`}
                  checked={field.isRequired}
                  onChange={(event) => onChange(changedField(fields, key, { isRequired: event.currentTarget.checked }))}
                />
              </div>
            )}
          </div>
        );
      })}
      {error && <Input.Error>{error}</Input.Error>}
    </fieldset>
  );
}
