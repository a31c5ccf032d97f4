import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { FormSection } from '../../shared/form/FormSection';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import classes from './Settings.module.css';
import { SettingSelect } from './SettingSelect';
import { useChangeInstallation, useInstallation, useSendTestMail, type Installation } from './settingsQueries';

const REGISTRATION = [
  { value: 'closed', label: 'Closed: people join by invitation' },
  { value: 'open', label: 'Open: anyone can create an account' },
] as const;

/** For the operator: the person with the first account. */
export function InstallationSettings({ mailboxPath }: { mailboxPath: string }) {
  const installation = useInstallation();
  if (installation.isPending) return <FormSkeleton fields={3} />;
  if (installation.isError) return <ErrorState error={installation.error} onRetry={() => void installation.refetch()} />;
  return (
    <>
      <Registration installation={installation.data} />
      <SystemMail installation={installation.data} mailboxPath={mailboxPath} />
      <FormSection title="This installation">
        <Facts
          rows={[
            ['Version', installation.data.version],
            ['Database', installation.data.database === 'sqlite' ? 'SQLite' : 'PostgreSQL'],
            ['Address', installation.data.publicUrl],
          ]}
        />
      </FormSection>
    </>
  );
}

function Registration({ installation }: { installation: Installation }) {
  const change = useChangeInstallation();
  const setting = installation.settings.find(({ key }) => key === 'registration');
  if (!setting) return null;
  return (
    <FormSection title="Registration" help="You see this page because yours is the first account of this installation.">
      <SettingSelect
        label="New accounts"
        setting={setting}
        choices={REGISTRATION}
        scope="global"
        isSaving={change.isPending}
        onChange={(values) => change.mutate(values, { onSuccess: () => toast('Saved') })}
      />
    </FormSection>
  );
}

function SystemMail({ installation: { systemMail }, mailboxPath }: { installation: Installation; mailboxPath: string }) {
  const test = useSendTestMail();
  const isKept = systemMail.transport === 'mailbox';
  const send = () => test.mutate(undefined, { onSuccess: () => toast(isKept ? 'It is in the mail lab' : 'On its way to you') });
  return (
    <FormSection title="System mail" help="Invitations, password resets and warnings. They belong to no workspace.">
      <Facts
        rows={
          isKept
            ? [
                ['Goes to', 'The built-in mailbox'],
                ['Files', systemMail.folder],
              ]
            : [
                ['Server', systemMail.server ?? ''],
                ['From', systemMail.from],
              ]
        }
      />
      {isKept && (
        <Text c="dimmed">
          Nothing leaves this server: set SYSTEM_SMTP_URL and SYSTEM_MAIL_FROM to send it. Until then each person finds their own under{' '}
          <Anchor component={Link} to={mailboxPath}>
            Mail lab, System mail
          </Anchor>
          .
        </Text>
      )}
      <Group>
        <Button variant="default" loading={test.isPending} onClick={send}>
          Send me a test
        </Button>
      </Group>
    </FormSection>
  );
}

function Facts({ rows }: { rows: readonly (readonly [label: string, value: string])[] }) {
  return (
    <dl className={classes.facts}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
