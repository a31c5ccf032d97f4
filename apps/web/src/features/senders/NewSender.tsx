import { Button, Group, Stack, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { SenderChecks } from './SenderChecks';
import { SenderFields } from './SenderFields';
import { settingsOf, startValues, type SenderFormValues } from './senderForm';
import { useCreateSender, type SenderType } from './senderQueries';

/** `onDone`: the id of the new sender, or null when nothing was added. */
export function NewSender({ types, onDone }: { types: readonly SenderType[]; onDone: (id: string | null) => void }) {
  const workspaceId = useWorkspaceId();
  const create = useCreateSender(workspaceId);
  // The mail lab needs no setting up, so hardly anyone adds a second one.
  const first = types.find(({ type }) => type !== 'mail_lab') ?? types[0];
  const form = useServerForm<SenderFormValues>({
    initialValues: { ...(first ? startValues(first, null) : { type: 'mail_lab', config: {} }), name: '' },
    validate: { name: (name = '') => (name.trim() ? null : 'Enter a name, such as Newsletters.') },
    onSave: async (values) => {
      const added = await create.mutateAsync({ name: values.name?.trim() ?? '', ...settingsOf(values) });
      form.resetDirty();
      toast('Sender added. Check the connection next');
      onDone(added.account?.id ?? null);
    },
  });
  const isOfTexts = types.find(({ type }) => type === form.values.type)?.channel === 'text';
  return (
    <Stack gap="xl">
      <form onSubmit={form.save} noValidate>
        <FormSection
          title="New sender"
          help={isOfTexts ? 'Texts of this workspace go through it from now on.' : 'It sends nothing until you make it active.'}
        >
          <TextInput
            label="Name"
            description="How you tell it from the others. Recipients do not see it."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            withAsterisk
            required
            maxLength={80}
            {...form.getInputProps('name')}
          />
          <SenderFields form={form} types={types} sender={null} />
          <FormProblem problem={form.problem} />
          <Group>
            <Button type="submit" loading={form.isSaving}>
              Add sender
            </Button>
            <Button variant="default" onClick={() => onDone(null)}>
              Cancel
            </Button>
          </Group>
        </FormSection>
      </form>
      <SenderChecks
        key={form.values.type}
        settings={settingsOf(form.values)}
        channel={isOfTexts ? 'text' : 'email'}
        accountId={null}
        onFieldErrors={form.setErrors}
        last={null}
      />
    </Stack>
  );
}
