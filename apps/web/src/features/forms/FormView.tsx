import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { confirmAction } from '../../shared/ui/confirm';
import { CopyTextButton } from '../../shared/ui/CopyTextButton';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PagedList } from '../../shared/ui/PagedList';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { FormEditor } from './FormEditor';
import { type SignUpForm, useDeleteForm, useSignUpForm, useSignUps, useUpdateForm } from './formQueries';
import classes from './Forms.module.css';

/** One sign-up form: what visitors see, where it leads, how to use it, and who signed up. */
export function FormView({ formId }: { formId: string }) {
  const form = useSignUpForm(useWorkspaceId(), formId);
  if (form.isPending) return <FormSkeleton fields={6} />;
  if (form.isError) return <ErrorState error={form.error} onRetry={() => void form.refetch()} />;
  return <LoadedForm form={form.data} />;
}

function LoadedForm({ form }: { form: SignUpForm }) {
  const mayEdit = useMay('admin');
  return (
    <Stack gap={40}>
      <Head form={form} mayEdit={mayEdit} />
      <FormEditor form={form} isReadOnly={!mayEdit} />
      <section aria-labelledby="use-form">
        <Title order={2} id="use-form">
          Use this form
        </Title>
        <Text c="dimmed">Link to its page, or paste the HTML into your site. It takes the style of your site and needs no JavaScript.</Text>
        <pre className={classes.snippet} role="region" tabIndex={0} aria-label="HTML of the form">
          {form.snippet}
        </pre>
        <Group>
          <CopyTextButton value={form.snippet} label="Copy HTML" />
          <CopyTextButton value={form.url} label="Copy link" />
        </Group>
      </section>
      <SignUps form={form} />
    </Stack>
  );
}

function Head({ form, mayEdit }: { form: SignUpForm; mayEdit: boolean }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const update = useUpdateForm(workspaceId);
  const remove = useDeleteForm(workspaceId);
  const { id, name, isActive, version, url, confirmedCount } = form;
  const toggle = () =>
    act(async () => {
      await update.mutateAsync({ id, isActive: !isActive, version });
      toast(`${name} is ${isActive ? 'off' : 'on'}`);
    });
  const askToDelete = () =>
    confirmAction({
      title: `Delete the form ${name}?`,
      consequences: ['Its page and the HTML on other sites stop working.', 'Sign-ups that are not confirmed yet are deleted.'],
      confirm: 'Delete form',
      onConfirm: async () => {
        await remove.mutateAsync(id);
        void navigate(paths.settingsForms(workspaceId));
      },
    });
  return (
    <div>
      <Anchor component={Link} to={paths.settingsForms(workspaceId)} size="sm">
        Sign-up forms
      </Anchor>
      <Group justify="space-between" align="flex-start">
        <div className={classes.title}>
          <Title order={2} dir="auto">
            {name}
          </Title>
          <Text c="dimmed">
            {isActive ? (
              <>
                On.{' '}
                <Anchor href={url} target="_blank" rel="noreferrer">
                  Open the page
                </Anchor>
              </>
            ) : (
              'Off. Visitors can’t sign up.'
            )}
          </Text>
        </div>
        {mayEdit && (
          <Group gap="xs">
            {confirmedCount === 0 && (
              <Button variant="default" onClick={askToDelete}>
                Delete
              </Button>
            )}
            <Button variant={isActive ? 'default' : 'filled'} loading={update.isPending} onClick={() => void toggle()}>
              {isActive ? 'Switch off' : 'Switch on'}
            </Button>
          </Group>
        )}
      </Group>
    </div>
  );
}

function SignUps({ form: { id, submittedCount, confirmedCount } }: { form: SignUpForm }) {
  const workspaceId = useWorkspaceId();
  const source = useSignUps(workspaceId, id);
  return (
    <section aria-labelledby="sign-ups">
      <Title order={2} id="sign-ups">
        Sign-ups
      </Title>
      <Text c="dimmed" mb="sm">
        {formatCount(confirmedCount)} confirmed of {formatCount(submittedCount)} submitted. Sign-ups that aren’t confirmed are deleted when
        their link expires.
      </Text>
      <PagedList source={source} empty={<EmptyState picture="envelope" title="No confirmed sign-ups yet" />}>
        {(rows) => (
          <ul className={classes.forms} aria-label="Confirmed sign-ups">
            {rows.map((row) => (
              <li key={row.id} className={classes.form}>
                <Link to={paths.contact(workspaceId, row.contactId)} dir="auto" className={classes.person}>
                  {row.displayName}
                </Link>
                <span className={classes.facts}>
                  <RelativeTime iso={row.confirmedAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </section>
  );
}
