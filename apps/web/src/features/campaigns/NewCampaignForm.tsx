import { Button, Group, MultiSelect, Radio, Stack, TextInput } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { plural } from '../../shared/format/format';
import { readableTags } from '../../shared/format/readableTags';
import { paths } from '../../shared/paths';
import { MessageThumb } from '../../shared/ui/MessageThumb';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCreateCampaign, type Campaign } from './campaignQueries';
import { useCampaignPreview, useLists, useTemplateChoices } from './composerQueries';
import classes from './NewCampaign.module.css';

/** With their pictures; the others are chosen in the draft. */
const SHOWN = 8;

/** What a campaign begins with: a name, a message and people. Only the name is needed; the composer, which saves itself, has the rest. */
export function NewCampaignForm() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const create = useCreateCampaign(workspaceId);
  const lists = useLists(workspaceId);
  const templates = useTemplateChoices(workspaceId).data ?? [];
  const form = useServerForm({
    initialValues: { type: 'email' as Campaign['type'], name: '', templateId: '', listIds: [] as string[] },
    warnsWhenUnsaved: false,
    validate: { name: (name) => (name.trim() ? null : 'Enter a name') },
    onSave: async ({ type, name, templateId, listIds }) => {
      const audience = { listIds, excludeListIds: [], segmentIds: [], excludeSegmentIds: [], topicId: null };
      const campaign = await create.mutateAsync({
        type,
        name: name.trim(),
        ...(type === 'email' && templateId && { templateId }),
        audience,
      });
      await navigate(paths.campaignEdit(workspaceId, campaign.id), { replace: true });
    },
  });
  const choose = (templateId: string) => {
    form.setFieldValue('templateId', templateId);
    // A campaign is usually called like its message; what was typed stays.
    const chosen = templates.find(({ id }) => id === templateId);
    if (chosen && form.values.name.trim() === '') form.setFieldValue('name', chosen.name);
  };
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="xl">
        <TextInput
          label="Campaign name"
          description="Only members of this workspace see it"
          placeholder="Autumn newsletter"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          dir="auto"
          autoFocus
          maw={480}
          {...form.getInputProps('name')}
        />
        <Radio.Group label="Sent as" description="It stays what it is created as" {...form.getInputProps('type')}>
          <Group gap="lg" mt="xs">
            <Radio value="email" label="Email" />
            <Radio value="text" label="Text to phones" />
          </Group>
        </Radio.Group>
        {form.values.type === 'email' && templates.length > 0 && (
          <Radio.Group label="Message" description={messageHelp(templates.length)} value={form.values.templateId} onChange={choose}>
            <div className={classes.templates}>
              {templates.slice(0, SHOWN).map((template) => (
                <Radio.Card key={template.id} value={template.id} className={classes.template} aria-label={template.name}>
                  <Thumbnail templateId={template.id} />
                  <span className={classes.words}>
                    <span className={classes.name} dir="auto">
                      {template.name}
                    </span>
                    <span className={classes.subject} dir="auto">
                      {template.subject ? readableTags(template.subject) : 'No subject'}
                    </span>
                  </span>
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
        )}
        <MultiSelect
          label="Audience"
          description="Each subscribed contact on these lists gets it once"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={form.values.listIds.length === 0 ? 'Choose lists' : undefined}
          data={(lists.data ?? []).map(({ id, name, count }) => ({ value: id, label: `${name} (${plural(count, 'contact')})` }))}
          searchable
          clearable
          hidePickedOptions
          nothingFoundMessage={lists.isPending ? 'Loading lists' : 'No matching lists'}
          maw={480}
          data-path="listIds"
          {...form.getInputProps('listIds')}
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

function messageHelp(count: number): string {
  return count > SHOWN ? 'The templates saved last. You can choose another one in the draft' : 'You can change it in the draft';
}

function Thumbnail({ templateId }: { templateId: string }) {
  const preview = useCampaignPreview(useWorkspaceId(), templateId, null, null);
  return <MessageThumb html={preview.data?.html} />;
}
