import { Checkbox, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import type { ConflictPart } from '../../shared/conflict/conflictParts';
import { useConflict } from '../../shared/conflict/useConflict';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { readListAnew, useCreateList, useUpdateList, type ContactList } from './listQueries';

interface ListDialogProps {
  /** What is edited; null makes a new list. */
  list: ContactList | null;
  /** Opened where there are stages only. */
  isStage?: boolean;
  isOpen: boolean;
  onClose: () => void;
}

export function ListDialog({ list, isStage = false, isOpen, onClose }: ListDialogProps) {
  const what = isStage ? 'stage' : 'list';
  return (
    <Modal opened={isOpen} onClose={onClose} title={list ? `Edit ${what}` : `Create ${what}`} size={440}>
      <ListForm key={list?.id ?? 'new'} list={list} isStage={isStage} onDone={onClose} />
    </Modal>
  );
}

type Edited = Pick<ContactList, 'name' | 'isPrimary' | 'stuckAfterDays'>;

const PARTS: readonly ConflictPart<Edited>[] = [
  { name: 'name', label: 'Name' },
  { name: 'isPrimary', label: 'Stage' },
  { name: 'stuckAfterDays', label: 'Stuck after (days)' },
];

function editedOf({ name, isPrimary, stuckAfterDays, version }: ContactList) {
  return { values: { name, isPrimary, stuckAfterDays }, version };
}

function ListForm({ list, isStage, onDone }: { list: ContactList | null; isStage: boolean; onDone: () => void }) {
  const what = isStage ? 'stage' : 'list';
  const workspaceId = useWorkspaceId();
  const create = useCreateList(workspaceId);
  const update = useUpdateList(workspaceId);
  const { guard, dialog } = useConflict();
  const form = useServerForm({
    initialValues: {
      name: list?.name ?? '',
      isPrimary: list?.isPrimary ?? isStage,
      stuckAfterDays: (list?.stuckAfterDays ?? '') as number | string,
    },
    validate: { name: (name) => (name.trim() ? null : `Enter a name for the ${what}`) },
    warnsWhenUnsaved: false,
    onSave: async (values) => {
      const stuckAfterDays = values.isPrimary && values.stuckAfterDays !== '' ? Number(values.stuckAfterDays) : null;
      const input = { ...values, name: values.name.trim(), stuckAfterDays };
      if (list) {
        const { wasAsked } = await guard({
          what: list.name,
          parts: PARTS,
          base: editedOf(list),
          typed: input,
          save: (values, version) => update.mutateAsync({ id: list.id, ...values, version }),
          readAnew: async () => editedOf(await readListAnew(workspaceId, list.id)),
        });
        if (!wasAsked) toast(`${input.name} saved`);
      } else {
        await create.mutateAsync(input);
        toast(`${input.name} created`);
      }
      onDone();
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      {dialog}
      <Stack gap="lg">
        <TextInput label="Name" data-autofocus dir="auto" autoComplete="off" maxLength={100} {...form.getInputProps('name')} />
        {!isStage && (
          <Checkbox
            label="This list is a stage"
            description="Stages follow each other, such as Lead and Customer. A contact is on one stage at a time, and each move appears on the timeline."
            {...form.getInputProps('isPrimary', { type: 'checkbox' })}
          />
        )}
        {form.values.isPrimary && (
          <NumberInput
            label="Stuck after"
            description="The board marks contacts that have been on this stage for longer. Leave it empty to mark nobody."
            suffix=" days"
            min={1}
            max={3650}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            maw={220}
            {...form.getInputProps('stuckAfterDays')}
          />
        )}
        <FormProblem problem={form.problem} />
        <DialogActions submit={list ? 'Save changes' : `Create ${what}`} isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}
