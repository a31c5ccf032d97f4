import { Checkbox, Modal, Stack, TextInput } from '@mantine/core';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { useMay } from '../../shared/workspace/WorkspaceContext';

export interface ViewDraft {
  readonly name: string;
  readonly isShared: boolean;
}

export interface ViewDialogProps {
  title: string;
  submit: string;
  start: ViewDraft;
  onSave: (draft: ViewDraft) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the name of a view, and whether it is for everyone. */
export function ViewDialog({ title, onClose, ...form }: ViewDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title} size={440}>
      <ViewForm {...form} onClose={onClose} />
    </Modal>
  );
}

function ViewForm({ submit, start, onSave, onClose }: Omit<ViewDialogProps, 'title'>) {
  const mayShare = useMay('author');
  const form = useServerForm({
    initialValues: { ...start },
    validate: { name: (name) => (name.trim() ? null : 'Enter a name for the view') },
    warnsWhenUnsaved: false,
    onSave: async ({ name, isShared }) => {
      await onSave({ name: name.trim(), isShared });
      onClose();
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput label="Name" data-autofocus dir="auto" autoComplete="off" maxLength={100} {...form.getInputProps('name')} />
        {(mayShare || start.isShared) && (
          <Checkbox
            label="Share with the workspace"
            description="All members can open it. Only you and admins can change it."
            {...form.getInputProps('isShared', { type: 'checkbox' })}
          />
        )}
        <FormProblem problem={form.problem} />
        <DialogActions submit={submit} isSaving={form.isSaving} onCancel={onClose} />
      </Stack>
    </form>
  );
}
