import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { type FieldEditor, fieldRules } from '@rapport/common';
import type { ReactNode } from 'react';
import type { ContactField } from './contactFieldInfo';
import { offered } from './customValues';

interface ValueInputProps {
  field: ContactField;
  /** As it is typed; of several choices a JSON list of their keys. */
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
}

const INPUT_TYPES: Partial<Record<FieldEditor, string>> = {
  email: 'email',
  phone: 'tel',
  url: 'url',
  date: 'date',
  dateTime: 'datetime-local',
};

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** A value of a field in a form, with the editor of the field's own type. */
export function ValueInput({ field, value, onChange, error }: ValueInputProps) {
  const { editor } = fieldRules(field.fieldType);
  const common = { label: 'Value', error, description: field.description, 'data-path': 'value' };
  const choices = offered({ value: null }, field);
  if (editor === 'choice' || editor === 'switch')
    return (
      <Select
        {...common}
        data={editor === 'switch' ? YES_OR_NO : choices}
        searchable={choices.length > 8}
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
      />
    );
  if (editor === 'choices')
    return (
      <MultiSelect
        {...common}
        data={choices}
        searchable={choices.length > 8}
        clearable
        hidePickedOptions={false}
        value={value === '' ? [] : (JSON.parse(value) as string[])}
        onChange={(next) => onChange(next.length === 0 ? '' : JSON.stringify([...next].sort()))}
      />
    );
  if (editor === 'longText')
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={8}
        dir="auto"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      type={INPUT_TYPES[editor] ?? 'text'}
      inputMode={editor === 'number' || editor === 'money' ? 'decimal' : undefined}
      rightSection={field.currency}
      dir="auto"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
