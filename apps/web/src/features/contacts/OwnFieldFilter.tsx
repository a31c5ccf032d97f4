import { Button, Select, Stack, TextInput } from '@mantine/core';
import { fieldRules } from '@rapport/common';
import { useState } from 'react';
import type { OwnField } from './contactFieldInfo';
import { operatorOf, OWN_WORDS, type OwnFilter, readOwnFilter, writeOwnFilter } from './ownFilter';

interface OwnFieldFilterProps {
  value: string;
  own: readonly OwnField[];
  onApply: (value: string) => void;
}

const YES_OR_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** Asks for a field that only the reader has: what it holds, or whether it holds anything. */
export function OwnFieldFilter({ value, own, onApply }: OwnFieldFilterProps) {
  const began = readOwnFilter(value);
  const [fieldName, setFieldName] = useState(began?.fieldName ?? own[0]?.fieldName ?? '');
  const [operator, setOperator] = useState<OwnFilter['operator'] | null>(began?.operator ?? null);
  const [typed, setTyped] = useState(began?.value ?? '');
  const field = own.find((one) => one.fieldName === fieldName);
  if (!field) return null;
  const { editor, inputType } = inputOf(field);
  const asked = operator ?? operatorOf(field.fieldType);
  const needsValue = asked !== 'isFilled' && asked !== 'isEmpty';
  const choices = editor === 'switch' ? YES_OR_NO : field.choices.map(({ key, label }) => ({ value: key, label }));
  const isChosen = editor === 'switch' || editor === 'choice' || editor === 'choices';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!needsValue || typed.trim()) onApply(writeOwnFilter({ fieldName, operator: asked, value: needsValue ? typed.trim() : '' }));
      }}
    >
      <Stack gap="sm">
        <Select
          label="Field"
          data={own.map((one) => ({ value: one.fieldName, label: one.label }))}
          value={fieldName}
          onChange={(next) => {
            setFieldName(next ?? fieldName);
            setOperator(null);
            setTyped('');
          }}
          allowDeselect={false}
          data-autofocus
          comboboxProps={{ withinPortal: false }}
        />
        <Select
          label="Condition"
          data={([operatorOf(field.fieldType), 'isFilled', 'isEmpty'] as const).map((one) => ({ value: one, label: OWN_WORDS[one] }))}
          value={asked}
          onChange={(next) => setOperator(next)}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
        {needsValue &&
          (isChosen ? (
            <Select
              label="Value"
              data={choices}
              value={typed || null}
              onChange={(next) => setTyped(next ?? '')}
              comboboxProps={{ withinPortal: false }}
            />
          ) : (
            <TextInput label="Value" type={inputType} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} dir="auto" />
          ))}
        <Button type="submit" size="xs">
          Apply
        </Button>
      </Stack>
    </form>
  );
}

function inputOf({ fieldType }: OwnField) {
  const { editor } = fieldRules(fieldType);
  return { editor, inputType: editor === 'date' ? 'date' : 'text' };
}
