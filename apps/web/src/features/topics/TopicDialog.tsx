import { Modal, Stack, Textarea, TextInput } from '@mantine/core';
import type { ConflictPart } from '../../shared/conflict/conflictParts';
import { useConflict } from '../../shared/conflict/useConflict';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { readTopicAnew, type Topic, useCreateTopic, useUpdateTopic } from './topicQueries';

interface TopicDialogProps {
  /** What is edited; null makes a new topic. */
  topic: Topic | null;
  isOpen: boolean;
  onClose: () => void;
}

export function TopicDialog({ topic, isOpen, onClose }: TopicDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={topic ? 'Edit topic' : 'Add topic'} size={480}>
      <TopicForm topic={topic} onDone={onClose} />
    </Modal>
  );
}

type Edited = Pick<Topic, 'name' | 'description'>;

const PARTS: readonly ConflictPart<Edited>[] = [
  { name: 'name', label: 'Name' },
  { name: 'description', label: 'Description' },
];

const editedOf = ({ name, description, version }: Topic) => ({ values: { name, description }, version });

function TopicForm({ topic, onDone }: { topic: Topic | null; onDone: () => void }) {
  const workspaceId = useWorkspaceId();
  const create = useCreateTopic(workspaceId);
  const update = useUpdateTopic(workspaceId);
  const { guard, dialog } = useConflict();
  const form = useServerForm({
    initialValues: { name: topic?.name ?? '', description: topic?.description ?? '' },
    validate: { name: (name) => (name.trim() ? null : 'Enter a name') },
    warnsWhenUnsaved: false,
    onSave: async (values) => {
      const typed = { name: values.name.trim(), description: values.description.trim() || null };
      if (topic) {
        const { wasAsked } = await guard({
          what: topic.name,
          parts: PARTS,
          base: editedOf(topic),
          typed,
          save: (kept, version) => update.mutateAsync({ id: topic.id, ...kept, version }),
          readAnew: async () => editedOf((await readTopicAnew(workspaceId, topic.id)) ?? topic),
        });
        if (!wasAsked) toast(`${typed.name} saved`);
      } else {
        await create.mutateAsync(typed);
        toast(`${typed.name} added`);
      }
      onDone();
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      {dialog}
      <Stack gap="lg">
        <TextInput
          label="Name"
          placeholder="Product news"
          data-autofocus
          dir="auto"
          autoComplete="off"
          maxLength={80}
          {...form.getInputProps('name')}
        />
        <Textarea
          label="Description"
          placeholder="New features, once a month"
          description="Shown to readers on the preference page."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autosize
          minRows={2}
          maxLength={300}
          dir="auto"
          {...form.getInputProps('description')}
        />
        <FormProblem problem={form.problem} />
        <DialogActions submit={topic ? 'Save changes' : 'Add topic'} isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}
