import { Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { CUSTOM_FIELD_TYPES, fieldRules } from '@rapport/common';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { CurrencySelect } from '../../shared/form/CurrencySelect';
import { FIELD_ICONS } from './fieldIcons';
import { type EditedChoice, newChoice, OptionsEditor } from './OptionsEditor';
import { type PersonalField, useCreatePersonalField, useUpdatePersonalField } from './personalFieldQueries';

interface PersonalFieldDialogProps {
  /** What is edited; null makes a new field. */
  field: PersonalField | null;
  isOpen: boolean;
  onClose: () => void;
}

export function PersonalFieldDialog({ field, isOpen, onClose }: PersonalFieldDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={field ? 'Edit field' : 'Add a field only you see'} size={480}>
      <PersonalFieldForm field={field} onDone={onClose} />
    </Modal>
  );
}

interface Values {
  label: string;
  fieldType: PersonalField['fieldType'];
  description: string;
  choices: EditedChoice[];
  currency: string | null;
}

function PersonalFieldForm({ field, onDone }: { field: PersonalField | null; onDone: () => void }) {
  const workspaceId = useWorkspaceId();
  const create = useCreatePersonalField(workspaceId);
  const update = useUpdatePersonalField(workspaceId);
  const form = useServerForm<Values>({
    initialValues: {
      label: field?.label ?? '',
      fieldType: field?.fieldType ?? 'text',
      description: field?.description ?? '',
      choices: field ? field.choices.map((choice) => ({ ...choice, row: choice.key })) : [newChoice()],
      currency: field?.currency ?? 'EUR',
    },
    fieldNames: { fieldName: 'label' },
    validate: {
      label: (label) => (label.trim() ? null : 'Enter a name for the field'),
      choices: (choices, { fieldType }) =>
        fieldRules(fieldType).hasOptions && !choices.some(({ label, isArchived }) => label.trim() && !isArchived)
          ? 'Add at least one option'
          : null,
    },
    warnsWhenUnsaved: false,
    onSave: async ({ label, fieldType, description, choices, currency }) => {
      const { hasOptions, hasCurrency } = fieldRules(fieldType);
      const common = {
        label: label.trim(),
        description: description.trim() || null,
        ...(hasOptions ? { choices: choices.filter(({ label }) => label.trim()).map(({ row: _row, ...choice }) => choice) } : {}),
      };
      if (field) await update.mutateAsync({ id: field.id, ...common });
      else await create.mutateAsync({ ...common, fieldType, ...(hasCurrency ? { currency } : {}) });
      toast(field ? `${label.trim()} saved` : `${label.trim()} added`);
      onDone();
    },
  });
  const type = fieldRules(form.values.fieldType);
  const Icon = FIELD_ICONS[type.editor];
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput
          label="Name"
          placeholder="How we met"
          data-autofocus
          dir="auto"
          autoComplete="off"
          maxLength={80}
          {...form.getInputProps('label')}
        />
        <Select
          label="Type"
          leftSection={<Icon size={16} aria-hidden />}
          data={CUSTOM_FIELD_TYPES.map((value) => ({ value, label: fieldRules(value).label }))}
          allowDeselect={false}
          disabled={field !== null}
          description={field ? undefined : type.example}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('fieldType')}
        />
        {type.hasOptions && (
          <OptionsEditor
            choices={form.values.choices}
            error={(form.errors.choices as string | undefined) ?? null}
            onChange={(choices) => form.setFieldValue('choices', choices)}
          />
        )}
        {type.hasCurrency && <CurrencySelect isFixed={field !== null} {...form.getInputProps('currency')} />}
        <Textarea
          label="Description"
          placeholder="What is it for?"
          autosize
          minRows={1}
          maxLength={500}
          dir="auto"
          {...form.getInputProps('description')}
        />
        <FormProblem problem={form.problem} />
        <DialogActions submit={field ? 'Save changes' : 'Add field'} isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}
