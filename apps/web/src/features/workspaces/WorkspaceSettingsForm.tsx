import { Anchor, Button, Fieldset, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { countryOptions } from './countries';
import { browserTimeZone, timeZoneOptions } from './timeZones';
import { useUpdateWorkspace, type Workspace } from './workspaceQueries';

export function WorkspaceSettingsForm({ workspace, isReadOnly }: { workspace: Workspace; isReadOnly: boolean }) {
  const update = useUpdateWorkspace(workspace.id);
  const [zones] = useState(() => timeZoneOptions(new Date()));
  const [countries] = useState(countryOptions);
  const form = useServerForm({
    initialValues: {
      name: workspace.name,
      postalAddress: workspace.postalAddress ?? '',
      timeZone: workspace.timeZone,
      defaultCountry: workspace.defaultCountry,
      defaultFromName: workspace.defaultFromName ?? '',
      defaultFromEmail: workspace.defaultFromEmail ?? '',
      defaultReplyTo: workspace.defaultReplyTo ?? '',
    },
    validate: { name: (name) => (name.trim() ? null : 'Name the workspace') },
    onSave: async (values) => {
      await update.mutateAsync({
        name: values.name,
        timeZone: values.timeZone,
        defaultCountry: values.defaultCountry || null,
        postalAddress: values.postalAddress || null,
        defaultFromName: values.defaultFromName || null,
        defaultFromEmail: values.defaultFromEmail || null,
        defaultReplyTo: values.defaultReplyTo || null,
      });
      toast('Workspace saved');
    },
  });
  const here = browserTimeZone();
  return (
    <form onSubmit={form.save} noValidate>
      <Fieldset variant="unstyled" disabled={isReadOnly}>
        <Stack gap={40}>
          <FormSection title="Workspace" help={isReadOnly ? 'Only admins and owners can change these.' : undefined}>
            <TextInput label="Name" {...form.getInputProps('name')} />
            <Select
              label="Time zone"
              searchable
              allowDeselect={false}
              data={zones}
              limit={60}
              description={
                form.values.timeZone !== here && !isReadOnly ? (
                  <>
                    This browser is in {here}.{' '}
                    <Anchor component="button" type="button" size="xs" onClick={() => form.setFieldValue('timeZone', here)}>
                      Use it
                    </Anchor>
                  </>
                ) : undefined
              }
              {...form.getInputProps('timeZone')}
            />
            <Select
              label="Country"
              description="For phone numbers typed without one."
              searchable
              clearable
              data={countries}
              {...form.getInputProps('defaultCountry')}
            />
            <Textarea
              label="Postal address"
              description="Stands at the foot of every campaign. The law asks for it in many countries."
              placeholder="Northwind Studio, 4 Harbour Lane, Bristol BS1 5TY"
              minRows={2}
              {...form.getInputProps('postalAddress')}
            />
          </FormSection>
          <FormSection title="Sender identity" help="New campaigns start with these; each campaign can change them.">
            <TextInput label="From name" placeholder="Ada at Northwind" {...form.getInputProps('defaultFromName')} />
            <TextInput
              label="From address"
              type="email"
              placeholder="ada@northwind.example.com"
              {...form.getInputProps('defaultFromEmail')}
            />
            <TextInput
              label="Replies go to"
              description="Left empty, replies go to the from address."
              type="email"
              {...form.getInputProps('defaultReplyTo')}
            />
          </FormSection>
          <FormProblem problem={form.problem} />
          {!isReadOnly && (
            <Group>
              <Button type="submit" loading={form.isSaving}>
                Save changes
              </Button>
              {form.isDirty() && <Text c="dimmed">Unsaved changes</Text>}
            </Group>
          )}
        </Stack>
      </Fieldset>
    </form>
  );
}
