import { Checkbox, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { fieldRules } from '@rapport/common';
import { plural } from '../../shared/format/format';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import type { BulkSet } from './bulkQueries';
import type { ContactField } from './contactFieldInfo';
import { readCustomValue, textOfValue } from './customValues';
import { ValueInput } from './ValueInput';

interface SetFieldDialogProps {
  fields: readonly ContactField[];
  /** How many contacts are chosen. */
  count: number;
  isOpen: boolean;
  onClose: () => void;
  /** Throws what the server refuses. */
  onSet: (set: BulkSet, done: (count: string) => string) => Promise<unknown>;
}

/** One field of every chosen contact. */
export function SetFieldDialog({ isOpen, onClose, ...form }: SetFieldDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Set a field" size={460}>
      <SetFieldForm {...form} onDone={onClose} />
    </Modal>
  );
}

type How = NonNullable<BulkSet['how']>;

const COMPANY: ContactField = {
  fieldName: 'company',
  label: 'Company',
  fieldType: 'text',
  choices: [],
  currency: null,
  section: null,
  description: null,
  isRequired: false,
};

const HOW_LABELS: Record<How, string> = { set: 'Set', add: 'Add', remove: 'Remove', clear: 'Clear' };

function SetFieldForm({ fields, count, onSet, onDone }: Omit<SetFieldDialogProps, 'isOpen' | 'onClose'> & { onDone: () => void }) {
  const form = useServerForm({
    initialValues: { field: '', how: 'set' as How, value: '', onlyEmpty: false },
    fieldNames: { 'set.field': 'field', 'set.how': 'how', 'set.value': 'value', 'set.onlyEmpty': 'onlyEmpty' },
    warnsWhenUnsaved: false,
    validate: {
      field: (value) => (value ? null : 'Choose a field'),
      value: (value, { field, how }) => (field && how !== 'clear' && value.trim() === '' ? 'Enter a value' : null),
    },
    onSave: async ({ how, value, onlyEmpty }) => {
      if (!field) return;
      const asked = how === 'clear' ? null : String(readCustomValue(field, value));
      const set = { field: columnOf(field), how, ...(asked === null ? {} : { value: asked }), onlyEmpty };
      await onSet(set, (counted) => doneWords(field, how, value, counted));
      onDone();
    },
  });
  const { field: chosen, how, value, onlyEmpty } = form.values;
  const field = [COMPANY, ...fields].find((one) => columnOf(one) === chosen);
  const ways = field ? waysOf(field) : [];
  const choose = (next: string | null) => form.setValues({ field: next ?? '', how: 'set', value: '', onlyEmpty: false });
  const setHow = (next: string) => form.setValues({ how: next as How, onlyEmpty: false });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <Select
          label="Field"
          placeholder="Find a field"
          data={[COMPANY, ...fields].map((one) => ({ value: columnOf(one), label: one.label }))}
          searchable
          nothingFoundMessage="No matching fields"
          data-autofocus
          data-path="field"
          {...form.getInputProps('field')}
          value={chosen || null}
          onChange={choose}
        />
        {field && (
          <>
            <SegmentedControl
              aria-label="What to do"
              data={ways.map((way) => ({ value: way, label: HOW_LABELS[way] }))}
              value={how}
              onChange={setHow}
            />
            {how !== 'clear' && (
              <ValueInput
                key={chosen}
                field={field}
                value={value}
                onChange={(next) => form.setFieldValue('value', next)}
                error={form.errors.value}
              />
            )}
            {(how === 'set' || how === 'add') && (
              <Checkbox label="Only contacts without a value" {...form.getInputProps('onlyEmpty', { type: 'checkbox' })} />
            )}
            {(how === 'clear' || value.trim() !== '') && (
              <Text size="sm" role="status" dir="auto">
                {preview(field, how, value, plural(count, 'contact'))}
                {onlyEmpty && ' without a value'}.
              </Text>
            )}
          </>
        )}
        <FormProblem problem={form.problem} />
        <DialogActions submit={how === 'clear' ? 'Clear field' : 'Set field'} isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}

function columnOf(field: ContactField): string {
  return field === COMPANY ? 'company' : `field:${field.fieldName}`;
}

function waysOf({ fieldType, isRequired }: ContactField): How[] {
  const isSeveral = fieldRules(fieldType).editor === 'choices';
  return ['set', ...(isSeveral ? (['add', 'remove'] as const) : []), ...(isRequired ? [] : (['clear'] as const))];
}

/** What was typed, as the table shows values. */
function shownOf(field: ContactField, value: string): string {
  const typed = readCustomValue(field, value);
  return typeof typed === 'string' ? textOfValue({ fieldType: field.fieldType, value: typed }, field) : '';
}

function preview(field: ContactField, how: How, value: string, counted: string): string {
  const shown = how === 'clear' ? '' : shownOf(field, value);
  switch (how) {
    case 'set':
      return `Set ${field.label} to ${shown} for ${counted}`;
    case 'add':
      return `Add ${shown} to ${field.label} of ${counted}`;
    case 'remove':
      return `Remove ${shown} from ${field.label} of ${counted}`;
    case 'clear':
      return `Clear ${field.label} of ${counted}`;
  }
}

function doneWords(field: ContactField, how: How, value: string, counted: string): string {
  return how === 'set' ? `${field.label} set to ${shownOf(field, value)} for ${counted}` : `${field.label} changed for ${counted}`;
}
