import { Checkbox, Stack } from '@mantine/core';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type AiField, useAiCustomFields } from './aiQueries';
import { fieldChoices } from './aiWords';

export interface ChosenFields {
  allowedFields: AiField[];
  allowedCustomFields: string[];
}

interface AiFieldsInputProps {
  value: ChosenFields;
  onChange: (value: ChosenFields) => void;
}

/** What AI may be told about a contact. Fields that hold an address or a number are not offered: they never leave. */
export function AiFieldsInput({ value, onChange }: AiFieldsInputProps) {
  const custom = useAiCustomFields(useWorkspaceId());
  const { allowedFields, allowedCustomFields } = value;
  return (
    <Stack gap="md">
      <Checkbox.Group
        label="About a contact"
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        description="Email addresses and phone numbers never leave, wherever they are written."
        value={allowedFields}
        onChange={(next) => onChange({ allowedCustomFields, allowedFields: next as AiField[] })}
      >
        <Stack gap={8} mt="xs">
          {fieldChoices.map((choice) => (
            <Checkbox key={choice.value} value={choice.value} label={choice.label} description={choice.description} />
          ))}
        </Stack>
      </Checkbox.Group>
      {custom.length > 0 && (
        <Checkbox.Group
          label="Custom fields"
          value={allowedCustomFields}
          onChange={(next) => onChange({ allowedFields, allowedCustomFields: next })}
        >
          <Stack gap={8} mt="xs">
            {custom.map(({ fieldName, label }) => (
              <Checkbox key={fieldName} value={fieldName} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Stack>
  );
}
