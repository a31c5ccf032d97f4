import { ActionIcon, Button, Select, Text, TextInput, Title, Tooltip } from '@mantine/core';
import { IconMailForward, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { CopyTextButton } from '../../shared/ui/CopyTextButton';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { givableRoles, roleWord } from '../../shared/workspace/roles';
import rows from '../../shared/ui/Rows.module.css';
import { act } from '../../shared/ui/act';
import classes from './Members.module.css';
import {
  useCreateInvitation,
  useInvitations,
  useResendInvitation,
  useRevokeInvitation,
  type GivableRole,
  type Invitation,
} from './workspaceQueries';

interface FreshLink {
  id: string;
  email: string;
  url: string;
}

export function Invitations({ workspaceId }: { workspaceId: string }) {
  const invitations = useInvitations(workspaceId, true);
  const create = useCreateInvitation(workspaceId);
  const [fresh, setFresh] = useState<FreshLink | null>(null);
  const form = useServerForm({
    initialValues: { email: '', role: 'author' as GivableRole },
    validate: { email: (email) => (email.includes('@') ? null : 'Enter their email address') },
    warnsWhenUnsaved: false,
    onSave: async (values) => {
      const { id, email, url } = await create.mutateAsync(values);
      setFresh({ id, email, url });
      form.reset();
    },
  });
  return (
    <section className={rows.section}>
      <Title order={2}>Invitations</Title>
      <Text c="dimmed">They get an email with a link. You can also copy the link and share it yourself.</Text>
      <form onSubmit={form.save} noValidate className={classes.invite}>
        <TextInput label="Email" type="email" placeholder="colleague@example.com" {...form.getInputProps('email')} />
        <Select
          label="Role"
          allowDeselect={false}
          data={givableRoles.map(({ value, label }) => ({ value, label }))}
          {...form.getInputProps('role')}
        />
        <Text c="dimmed" size="xs" className={classes.may}>
          {givableRoles.find((role) => role.value === form.values.role)?.may}
        </Text>
        <Button type="submit" loading={form.isSaving}>
          Invite
        </Button>
      </form>
      <FormProblem problem={form.problem} />
      {fresh && <FreshInvitation link={fresh} />}
      {invitations.data && invitations.data.length > 0 && (
        <ul className={rows.list}>
          {invitations.data.map((invitation) => (
            <InvitationRow
              key={invitation.id}
              invitation={invitation}
              workspaceId={workspaceId}
              onRevoked={() => invitation.id === fresh?.id && setFresh(null)}
              onResent={setFresh}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** The link is shown once: the server keeps only a hash of it. */
function FreshInvitation({ link }: { link: FreshLink }) {
  return (
    <div className={classes.link} role="status">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text size="xs" c="var(--rp-text-2)">
          Emailed to {link.email}. To share the link yourself, copy it now: it isn’t shown again.
        </Text>
        <div className={classes.url}>{link.url}</div>
      </div>
      <CopyTextButton value={link.url} label="Copy link" />
    </div>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  workspaceId: string;
  onRevoked: () => void;
  onResent: (link: FreshLink) => void;
}

function InvitationRow({ invitation, workspaceId, onRevoked, onResent }: InvitationRowProps) {
  const revoke = useRevokeInvitation(workspaceId);
  const resend = useResendInvitation(workspaceId);
  const [isExpired] = useState(() => Date.parse(invitation.expiresAt) <= Date.now());
  const sendAgain = () =>
    resend.mutate(invitation.id, {
      onSuccess: (link) => {
        onResent(link);
        toast(`Sent to ${invitation.email} again`);
      },
    });
  const run = () =>
    act(async () => {
      await revoke.mutateAsync(invitation.id);
      onRevoked();
      toast(`Invitation of ${invitation.email} withdrawn`);
    });
  return (
    <li className={rows.row}>
      <div className={rows.text}>
        <div className={classes.name}>{invitation.email}</div>
        <div className={classes.mail}>
          {roleWord(invitation.role)} · {isExpired ? 'expired' : 'expires'} <RelativeTime iso={invitation.expiresAt} />
        </div>
      </div>
      <Tooltip label="Send again, with a new link">
        <ActionIcon aria-label={`Send invitation of ${invitation.email} again`} loading={resend.isPending} onClick={sendAgain}>
          <IconMailForward size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Withdraw invitation">
        <ActionIcon aria-label={`Withdraw invitation of ${invitation.email}`} loading={revoke.isPending} onClick={() => void run()}>
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
