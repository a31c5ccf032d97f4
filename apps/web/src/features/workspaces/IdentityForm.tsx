import { Fieldset, Stack, Textarea, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { SaveRow } from '../../shared/form/SaveRow';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useUpdateWorkspace, type Workspace } from './workspaceQueries';

/** Who writes: the names and addresses that every campaign begins with, and the one at its foot. */
export function IdentityForm({ workspace, isReadOnly }: { workspace: Workspace; isReadOnly: boolean }) {
  const update = useUpdateWorkspace(workspace.id);
  const form = useServerForm({
    initialValues: {
      postalAddress: workspace.postalAddress ?? '',
      defaultFromName: workspace.defaultFromName ?? '',
      defaultFromEmail: workspace.defaultFromEmail ?? '',
      defaultReplyTo: workspace.defaultReplyTo ?? '',
    },
    onSave: async (values) => {
      await update.mutateAsync({
        postalAddress: values.postalAddress || null,
        defaultFromName: values.defaultFromName || null,
        defaultFromEmail: values.defaultFromEmail || null,
        defaultReplyTo: values.defaultReplyTo || null,
      });
      toast('Identity saved');
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Fieldset variant="unstyled" m={0} p={0} disabled={isReadOnly}>
        <Stack gap={40}>
          <FormSection
            title="Sender identity"
            help={
              isReadOnly ? 'Only admins and owners can change these.' : 'New campaigns start with these; each campaign can change them.'
            }
          >
            <TextInput label="From name" placeholder="Ada at Northwind" {...form.getInputProps('defaultFromName')} />
            <TextInput
              label="From address"
              type="email"
              placeholder="ada@northwind.example.com"
              {...form.getInputProps('defaultFromEmail')}
            />
            <TextInput
              label="Replies go to"
              description="Leave empty to use the from address."
              type="email"
              {...form.getInputProps('defaultReplyTo')}
            />
          </FormSection>
          <FormSection title="At the foot of every campaign">
            <Textarea
              label="Postal address"
              description="Legally required in many countries."
              placeholder="Northwind Studio, 4 Harbour Lane, Bristol BS1 5TY"
              minRows={2}
              {...form.getInputProps('postalAddress')}
            />
          </FormSection>
          <FormProblem problem={form.problem} />
          {!isReadOnly && <SaveRow form={form} />}
        </Stack>
      </Fieldset>
    </form>
  );
}
