import { Anchor, NumberInput, PasswordInput, Select, Switch, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { SenderField } from './senderQueries';
import { formatDay } from '../../shared/format/format';
import type { SenderFormValues, StoredSecret } from './senderForm';

interface SenderFieldInputProps {
  field: SenderField;
  form: UseFormReturnType<SenderFormValues>;
  /** The secret that is stored for this field. */
  stored: StoredSecret | null;
  /** Labels of settings that changed, so that the stored secret has to be entered again. */
  changedForSecret: readonly string[];
}

/** One input, drawn from what the sender says about itself: a new kind of sender needs no new form. */
export function SenderFieldInput({ field, form, stored, changedForSecret }: SenderFieldInputProps) {
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
      return <SecretInput {...{ field, form, stored, changedForSecret }} common={{ ...common, ...required }} />;
    case 'text':
      return <TextInput {...common} {...required} autoComplete="off" spellCheck={false} {...form.getInputProps(path)} />;
  }
}

interface SecretInputProps extends SenderFieldInputProps {
  common: object;
}

/** A secret never comes back from the server: it is kept, replaced, removed, or entered again for another server. */
function SecretInput({ field, form, stored, changedForSecret, common }: SecretInputProps) {
  const path = `config.${field.key}`;
  const isRemoved = form.getValues().config[field.key] === null;
  const mayRemove = stored && !field.required;
  const name = field.label.toLowerCase();
  const isNeededAgain = changedForSecret.length > 0 && !isRemoved;
  const words = isRemoved
    ? 'Will be removed when you save'
    : isNeededAgain
      ? `Enter the ${name} again`
      : stored
        ? 'Set. Type to replace it'
        : undefined;
  const reason = `${inWords(changedForSecret)} changed. For your safety, the stored ${name} is never sent to another server or account.`;
  return (
    <div>
      <PasswordInput
        {...common}
        {...(isNeededAgain ? { description: reason, withAsterisk: true } : {})}
        autoComplete="new-password"
        placeholder={words}
        disabled={isRemoved}
        {...form.getInputProps(path)}
        value={isRemoved ? '' : String(form.getValues().config[field.key] ?? '')}
      />
      {stored?.setAt && (
        <Text size="xs" c="dimmed" mt={4}>
          {`Set on ${formatDay(stored.setAt)}${stored.setBy ? ` by ${stored.setBy}` : ''}`}
        </Text>
      )}
      {mayRemove && (
        <Anchor component="button" type="button" size="xs" mt={4} onClick={() => form.setFieldValue(path, isRemoved ? '' : null)}>
          {isRemoved ? `Keep the stored ${name}` : `Remove the stored ${name}`}
        </Anchor>
      )}
    </div>
  );
}

function inWords(labels: readonly string[]): string {
  return labels.length < 2 ? (labels[0] ?? '') : `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`;
}
