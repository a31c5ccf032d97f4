import { CUSTOM_FIELD_TYPES, fieldRules } from '@rapport/common';
import { Autocomplete, Modal, Select, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import type { ConflictPart } from '../../shared/conflict/conflictParts';
import { useConflict } from '../../shared/conflict/useConflict';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { CurrencySelect } from '../../shared/form/CurrencySelect';
import { readFieldAnew, useCreateField, useUpdateField, type CustomField, type FieldType } from './customFieldQueries';
import { FIELD_ICONS } from './fieldIcons';
import { type EditedChoice, newChoice, OptionsEditor } from './OptionsEditor';

interface FieldDialogProps {
  /** What is edited; null makes a new field. */
  field: CustomField | null;
  /** Names of sections that there are. */
  sections: readonly string[];
  isOpen: boolean;
  onClose: () => void;
}

export function FieldDialog({ field, sections, isOpen, onClose }: FieldDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={field ? 'Edit field' : 'Add field'} size={480}>
      <FieldForm field={field} sections={sections} onDone={onClose} />
    </Modal>
  );
}

interface Values {
  label: string;
  fieldType: FieldType;
  description: string;
  section: string;
  choices: EditedChoice[];
  currency: string | null;
  isRequired: boolean;
}

type Edited = Pick<CustomField, 'label' | 'description' | 'section' | 'isRequired'> & { choices?: SentChoice[] };
type SentChoice = Omit<EditedChoice, 'row'>;

const PARTS: readonly ConflictPart<Edited>[] = [
  { name: 'label', label: 'Name' },
  {
    name: 'choices',
    label: 'Options',
    show: ({ choices = [] }) =>
      choices
        .filter(({ isArchived }) => !isArchived)
        .map(({ label }) => label)
        .join(', '),
  },
  { name: 'section', label: 'Section' },
  { name: 'description', label: 'Description' },
  { name: 'isRequired', label: 'Required' },
];

function editedOf({ label, description, section, isRequired, choices, fieldType, version }: CustomField): {
  values: Edited;
  version: number;
} {
  const { hasOptions } = fieldRules(fieldType);
  return {
    values: { label, description, section, isRequired, ...(hasOptions ? { choices: choices.map((choice) => ({ ...choice })) } : {}) },
    version,
  };
}

function FieldForm({ field, sections, onDone }: { field: CustomField | null; sections: readonly string[]; onDone: () => void }) {
  const workspaceId = useWorkspaceId();
  const create = useCreateField(workspaceId);
  const update = useUpdateField(workspaceId);
  const { guard, dialog } = useConflict();
  const form = useServerForm<Values>({
    initialValues: {
      label: field?.label ?? '',
      fieldType: field?.fieldType ?? 'text',
      description: field?.description ?? '',
      section: field?.section ?? '',
      choices: field ? field.choices.map((choice) => ({ ...choice, row: choice.key })) : [newChoice()],
      currency: field?.currency ?? 'EUR',
      isRequired: field?.isRequired ?? false,
    },
    validate: {
      label: (label) => (label.trim() ? null : 'Enter a name for the field'),
      choices: (choices, { fieldType }) =>
        fieldRules(fieldType).hasOptions && offeredOf(choices).length === 0 ? 'Add at least one option' : null,
    },
    warnsWhenUnsaved: false,
    onSave: async ({ label, fieldType, description, section, choices, currency, isRequired }) => {
      const { hasOptions, hasCurrency } = fieldRules(fieldType);
      const common = {
        label: label.trim(),
        description: description.trim() || null,
        section: section.trim() || null,
        isRequired,
        ...(hasOptions ? { choices: choices.filter(({ label }) => label.trim()).map(({ row: _row, ...choice }) => choice) } : {}),
      };
      if (field) {
        const { wasAsked } = await guard({
          what: field.label,
          parts: PARTS,
          base: editedOf(field),
          typed: common,
          save: (values, version) => update.mutateAsync({ id: field.id, ...values, version }),
          readAnew: async () => editedOf((await readFieldAnew(workspaceId, field.id)) ?? field),
        });
        if (!wasAsked) toast(`${label.trim()} saved`);
      } else {
        await create.mutateAsync({ ...common, fieldType, ...(hasCurrency ? { currency } : {}) });
        toast(`${label.trim()} added`);
      }
      onDone();
    },
  });
  const type = fieldRules(form.values.fieldType);
  const Icon = FIELD_ICONS[type.editor];
  return (
    <form onSubmit={form.save} noValidate>
      {dialog}
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
          leftSection={<Icon size={16} aria-hidden />}
          data={CUSTOM_FIELD_TYPES.map((value) => ({ value, label: fieldRules(value).label }))}
          allowDeselect={false}
          disabled={field !== null}
          description={field ? 'To change it, use “Change type” in the menu of the field: it shows first which values fit.' : type.example}
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
        <Autocomplete
          label="Section"
          placeholder="None"
          description="Fields of one section are shown together on the contact’s page."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={[...sections]}
          maxLength={100}
          dir="auto"
          {...form.getInputProps('section')}
        />
        <Textarea
          label="Description"
          placeholder="What is it for?"
          autosize
          minRows={1}
          maxLength={500}
          dir="auto"
          {...form.getInputProps('description')}
        />
        <Switch label="Required for contacts that are added by hand" {...form.getInputProps('isRequired', { type: 'checkbox' })} />
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

function offeredOf(choices: readonly EditedChoice[]): EditedChoice[] {
  return choices.filter(({ label, isArchived }) => label.trim() && !isArchived);
}
