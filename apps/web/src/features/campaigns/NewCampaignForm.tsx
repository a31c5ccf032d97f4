import { Button, Group, Stack, TextInput } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCreateCampaign } from './campaignQueries';

/** Only a name: everything else is written in the composer, which saves itself from then on. */
export function NewCampaignForm() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const create = useCreateCampaign(workspaceId);
  const form = useServerForm({
    initialValues: { name: '' },
    warnsWhenUnsaved: false,
    validate: { name: (name) => (name.trim() ? null : 'Give it a name, so that you find it again') },
    onSave: async ({ name }) => {
      const campaign = await create.mutateAsync({ name: name.trim() });
      await navigate(paths.campaignEdit(workspaceId, campaign.id), { replace: true });
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg" maw={480}>
        <TextInput
          label="Name of the campaign"
          description="Only you and your colleagues see it"
          placeholder="Autumn newsletter"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          dir="auto"
          autoFocus
          {...form.getInputProps('name')}
        />
        <FormProblem problem={form.problem} />
        <Group>
          <Button type="submit" loading={form.isSaving}>
            Create draft
          </Button>
          <Button variant="subtle" color="gray" component={Link} to={paths.campaigns(workspaceId)}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
