import { Checkbox, Modal, Stack, TextInput } from '@mantine/core';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCreateList, useUpdateList, type ContactList } from './listQueries';

interface ListDialogProps {
  /** What is edited; null makes a new list. */
  list: ContactList | null;
  isOpen: boolean;
  onClose: () => void;
}

export function ListDialog({ list, isOpen, onClose }: ListDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={list ? 'Edit list' : 'Create list'} size={440}>
      <ListForm list={list} onDone={onClose} />
    </Modal>
  );
}

function ListForm({ list, onDone }: { list: ContactList | null; onDone: () => void }) {
  const workspaceId = useWorkspaceId();
  const create = useCreateList(workspaceId);
  const update = useUpdateList(workspaceId);
  const form = useServerForm({
    initialValues: { name: list?.name ?? '', isPrimary: list?.isPrimary ?? false },
    validate: { name: (name) => (name.trim() ? null : 'Enter a name for the list') },
    warnsWhenUnsaved: false,
    onSave: async (values) => {
      const input = { ...values, name: values.name.trim() };
      if (list) await update.mutateAsync({ id: list.id, ...input });
      else await create.mutateAsync(input);
      toast(list ? `${input.name} saved` : `${input.name} created`);
      onDone();
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput label="Name" data-autofocus dir="auto" autoComplete="off" maxLength={100} {...form.getInputProps('name')} />
        <Checkbox
          label="This list is a stage"
          description="Stages follow each other, such as Lead and Customer. A contact is on one stage at a time, and each move appears on the timeline."
          {...form.getInputProps('isPrimary', { type: 'checkbox' })}
        />
        <FormProblem problem={form.problem} />
        <DialogActions submit={list ? 'Save changes' : 'Create list'} isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}
