import { CUSTOM_FIELD_TYPES, fieldRules } from '@rapport/common';
import { Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { CurrencySelect } from '../../shared/form/CurrencySelect';
import { DialogActions } from '../../shared/form/DialogActions';
import { useState } from 'react';
import type { ImportColumn, NewField, NewFieldType } from './mapping';

interface NewFieldDialogProps {
  column: ImportColumn | null;
  onClose: () => void;
  onCreate: (column: ImportColumn, field: NewField) => void;
}

export function NewFieldDialog({ column, onClose, onCreate }: NewFieldDialogProps) {
  return (
    <Modal opened={column !== null} onClose={onClose} title="New field" size={420}>
      {column && <NewFieldForm key={column.index} column={column} onClose={onClose} onCreate={onCreate} />}
    </Modal>
  );
}

function NewFieldForm({
  column,
  onClose,
  onCreate,
}: {
  column: ImportColumn;
  onClose: () => void;
  onCreate: (column: ImportColumn, field: NewField) => void;
}) {
  const [label, setLabel] = useState(column.header);
  const [fieldType, setFieldType] = useState<NewFieldType>(column.proposedType);
  const [currency, setCurrency] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isCurrencyMissing, setCurrencyMissing] = useState(false);
  const { hasCurrency, hasOptions } = fieldRules(fieldType);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!label.trim()) setError('Enter a name for the field');
        else if (hasCurrency && !currency) setCurrencyMissing(true);
        else onCreate(column, { label: label.trim(), fieldType, ...(hasCurrency ? { currency } : {}) });
      }}
    >
      <Stack gap="lg">
        <TextInput
          label="Name"
          value={label}
          error={error}
          onChange={(event) => {
            setLabel(event.currentTarget.value);
            setError(null);
          }}
          data-autofocus
          dir="auto"
          maxLength={80}
        />
        <Select
          label="Type"
          data={CUSTOM_FIELD_TYPES.map((value) => ({ value, label: fieldRules(value).label }))}
          value={fieldType}
          onChange={(value) => setFieldType(CUSTOM_FIELD_TYPES.find((type) => type === value) ?? 'text')}
          allowDeselect={false}
        />
        {hasCurrency && (
          <CurrencySelect
            value={currency}
            onChange={(code: string | null) => {
              setCurrency(code);
              setCurrencyMissing(false);
            }}
            error={isCurrencyMissing ? 'Choose a currency' : undefined}
          />
        )}
        {hasOptions && (
          <Text size="xs" c="dimmed">
            The different values of the column become its options, at most 50.
          </Text>
        )}
        <Text size="xs" c="dimmed">
          Every contact gets this field when the import starts.
        </Text>
        <DialogActions submit="Use new field" onCancel={onClose} />
      </Stack>
    </form>
  );
}
