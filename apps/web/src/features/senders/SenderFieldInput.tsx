import { NumberInput, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { SenderField } from './senderQueries';
import type { SenderFormValues } from './senderSettings';

interface SenderFieldInputProps {
  field: SenderField;
  form: UseFormReturnType<SenderFormValues>;
  isSecretSet: boolean;
}

/** One input, drawn from what the sender says about itself: a new kind of sender needs no new form. */
export function SenderFieldInput({ field, form, isSecretSet }: SenderFieldInputProps) {
  const path = `config.${field.key}`;
  const common = {
    label: field.label,
    description: field.help,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  };
  const required = { withAsterisk: field.required, required: field.required };
  switch (field.kind) {
    case 'boolean':
      return <Switch label={field.label} description={field.help} {...form.getInputProps(path, { type: 'checkbox' })} />;
    case 'number':
      return (
        <NumberInput
          {...common}
          {...required}
          w={160}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          {...form.getInputProps(path)}
          styles={{ description: { width: 'min(480px, 80vw)' } }}
        />
      );
    case 'select':
      return <Select {...common} {...required} allowDeselect={false} data={field.options ?? []} {...form.getInputProps(path)} />;
    case 'password':
      return (
        <PasswordInput
          {...common}
          {...required}
          autoComplete="new-password"
          placeholder={isSecretSet ? 'Set. Type to replace it' : undefined}
          {...form.getInputProps(path)}
        />
      );
    case 'text':
      return <TextInput {...common} {...required} autoComplete="off" spellCheck={false} {...form.getInputProps(path)} />;
  }
}
