import { Anchor, Fieldset, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { SaveRow } from '../../shared/form/SaveRow';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { countryOptions } from './countries';
import { browserTimeZone, timeZoneOptions } from '../../shared/format/timeZones';
import { useUpdateWorkspace, type Workspace } from './workspaceQueries';

export function WorkspaceSettingsForm({ workspace, isReadOnly }: { workspace: Workspace; isReadOnly: boolean }) {
  const update = useUpdateWorkspace(workspace.id);
  const [zones] = useState(() => timeZoneOptions(new Date()));
  const [countries] = useState(countryOptions);
  const form = useServerForm({
    initialValues: {
      name: workspace.name,
      timeZone: workspace.timeZone,
      defaultCountry: workspace.defaultCountry,
    },
    validate: { name: (name) => (name.trim() ? null : 'Name the workspace') },
    onSave: async (values) => {
      await update.mutateAsync({
        name: values.name,
        timeZone: values.timeZone,
        defaultCountry: values.defaultCountry || null,
      });
      toast('Workspace saved');
    },
  });
  const here = browserTimeZone();
  return (
    <form onSubmit={form.save} noValidate>
      <Fieldset variant="unstyled" m={0} p={0} disabled={isReadOnly}>
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
          </FormSection>
          <FormProblem problem={form.problem} />
          {!isReadOnly && <SaveRow form={form} />}
        </Stack>
      </Fieldset>
    </form>
  );
}
