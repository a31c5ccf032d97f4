import { fieldRules, PLAIN_FIELD_TYPES } from '@rapport/common';
import { Modal, Select, Stack, Text, TextInput } from '@mantine/core';
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
  const [error, setError] = useState<string | null>(null);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (label.trim()) onCreate(column, { label: label.trim(), fieldType });
        else setError('Enter a name for the field');
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
          data={PLAIN_FIELD_TYPES.map((value) => ({ value, label: fieldRules(value).label }))}
          value={fieldType}
          onChange={(value) => setFieldType(PLAIN_FIELD_TYPES.find((type) => type === value) ?? 'text')}
          allowDeselect={false}
        />
        <Text size="xs" c="dimmed">
          Every contact gets this field when the import starts.
        </Text>
        <DialogActions submit="Use new field" onCancel={onClose} />
      </Stack>
    </form>
  );
}
