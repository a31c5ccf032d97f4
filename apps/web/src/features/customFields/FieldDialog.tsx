import { CUSTOM_FIELD_TYPES, fieldRules } from '@rapport/common';
import { Modal, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCreateField, useUpdateField, type CustomField, type FieldType } from './customFieldQueries';

interface FieldDialogProps {
  /** What is edited; null makes a new field. */
  field: CustomField | null;
  isOpen: boolean;
  onClose: () => void;
}

export function FieldDialog({ field, isOpen, onClose }: FieldDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={field ? 'Edit field' : 'Add field'} size={440}>
      <FieldForm field={field} onDone={onClose} />
    </Modal>
  );
}

interface Values {
  label: string;
  fieldType: FieldType;
  options: string[];
}

function FieldForm({ field, onDone }: { field: CustomField | null; onDone: () => void }) {
  const workspaceId = useWorkspaceId();
  const create = useCreateField(workspaceId);
  const update = useUpdateField(workspaceId);
  const form = useServerForm<Values>({
    initialValues: { label: field?.label ?? '', fieldType: field?.fieldType ?? 'text', options: [...(field?.options ?? [])] },
    validate: {
      label: (label) => (label.trim() ? null : 'Enter a name for the field'),
      options: (options, { fieldType }) => (fieldRules(fieldType).hasOptions && options.length === 0 ? 'Add at least one option' : null),
    },
    warnsWhenUnsaved: false,
    onSave: async ({ label, fieldType, options }) => {
      const choices = fieldRules(fieldType).hasOptions ? { options } : {};
      if (field) await update.mutateAsync({ id: field.id, label: label.trim(), ...choices });
      else await create.mutateAsync({ label: label.trim(), fieldType, ...choices });
      toast(field ? `${label.trim()} saved` : `${label.trim()} added`);
      onDone();
    },
  });
  const type = fieldRules(form.values.fieldType);
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput
          label="Name"
          placeholder="Birthday"
          data-autofocus
          dir="auto"
          autoComplete="off"
          maxLength={80}
          {...form.getInputProps('label')}
        />
        <Select
          label="Type"
          data={CUSTOM_FIELD_TYPES.map((value) => ({ value, label: fieldRules(value).label }))}
          allowDeselect={false}
          disabled={field !== null}
          description={field ? 'The type can’t be changed, so that existing values keep their meaning.' : type.example}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('fieldType')}
        />
        {type.hasOptions && (
          <TagsInput
            label="Options"
            placeholder="Type an option, then press Enter"
            description={field ? 'Contacts keep their value when you remove its option.' : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.getInputProps('options')}
          />
        )}
        {field && (
          <Text size="xs" c="dimmed">
            Templates and imports know this field as <code>{field.fieldName}</code>, also after a rename.
          </Text>
        )}
        <FormProblem problem={form.problem} />
        <DialogActions submit={field ? 'Save changes' : 'Add field'} isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}
