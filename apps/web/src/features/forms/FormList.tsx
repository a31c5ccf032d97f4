import { Button, Group, Modal, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type FormSummary, useCreateForm, useForms } from './formQueries';
import classes from './Forms.module.css';

/** Forms with which people sign up for the emails of the workspace. */
export function FormList() {
  const workspaceId = useWorkspaceId();
  const forms = useForms(workspaceId);
  const mayEdit = useMay('admin');
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      Add form
    </Button>
  );
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2}>Sign-up forms</Title>
          <Text c="dimmed">Visitors sign up on a page or on your own site. They are added once they confirm by email.</Text>
        </div>
        {mayEdit && forms.data && forms.data.length > 0 && <div className={classes.action}>{add}</div>}
      </Group>
      {forms.isPending ? (
        <LinesSkeleton lines={4} />
      ) : forms.isError ? (
        <ErrorState error={forms.error} onRetry={() => void forms.refetch()} />
      ) : forms.data.length === 0 ? (
        <EmptyState
          picture="envelope"
          title="No sign-up forms yet"
          text="With a form, visitors of your site add themselves to a list, with proof that they asked for it."
          action={mayEdit && add}
        />
      ) : (
        <ul className={classes.forms} aria-label="Sign-up forms">
          {forms.data.map((form) => (
            <FormRow key={form.id} form={form} workspaceId={workspaceId} />
          ))}
        </ul>
      )}
      <Modal opened={isAdding} onClose={() => setAdding(false)} title="Add form" size={480}>
        <NewForm onCancel={() => setAdding(false)} />
      </Modal>
    </Stack>
  );
}

function FormRow({ form, workspaceId }: { form: FormSummary; workspaceId: string }) {
  const { id, name, isActive, submittedCount, confirmedCount } = form;
  return (
    <li className={classes.form}>
      <div className={classes.name}>
        <Link to={paths.settingsForm(workspaceId, id)} dir="auto">
          {name}
        </Link>
        <span className={classes.facts}>{isActive ? 'On' : 'Off'}</span>
      </div>
      <span className={`${classes.facts} rp-num`}>
        {formatCount(confirmedCount)} confirmed of {formatCount(submittedCount)} submitted
      </span>
    </li>
  );
}

function NewForm({ onCancel }: { onCancel: () => void }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const create = useCreateForm(workspaceId);
  const form = useServerForm({
    initialValues: { name: '' },
    validate: { name: (name) => (name.trim() ? null : 'Enter a name') },
    warnsWhenUnsaved: false,
    onSave: async ({ name }) => {
      const { id } = await create.mutateAsync({ name: name.trim() });
      void navigate(paths.settingsForm(workspaceId, id));
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput
          label="Name"
          placeholder="Newsletter on the website"
          description="Only members see it."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data-autofocus
          dir="auto"
          autoComplete="off"
          maxLength={80}
          {...form.getInputProps('name')}
        />
        <FormProblem problem={form.problem} />
        <DialogActions submit="Add form" isSaving={form.isSaving} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
