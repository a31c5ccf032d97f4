import { Badge, Button, Text, Title } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { confirmAction } from '../../shared/ui/confirm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { plural } from '../../shared/format/format';
import rows from '../../shared/ui/Rows.module.css';
import classes from './Account.module.css';
import { useOwnSessions, useRevokeOtherSessions, useRevokeSession, type OwnSession } from './accountQueries';

export function OwnSessions() {
  const sessions = useOwnSessions();
  const revokeOthers = useRevokeOtherSessions();
  const others = sessions.data?.filter(({ isCurrent }) => !isCurrent).length ?? 0;
  const ask = () =>
    confirmAction({
      title: 'Sign out everywhere else?',
      consequences: [`${plural(others, 'other session')} will end. This one stays.`],
      confirm: 'Sign out everywhere else',
      onConfirm: async () => {
        const { count } = await revokeOthers.mutateAsync();
        toast(`${plural(count, 'session')} ended`);
      },
    });
  return (
    <section className={rows.section}>
      <div className={classes.head}>
        <div>
          <Title order={2}>Sessions</Title>
          <Text c="dimmed">Where you are signed in. End any session you don’t recognise, then change your password.</Text>
        </div>
        {others > 0 && (
          <Button variant="default" loading={revokeOthers.isPending} onClick={ask} style={{ flex: 'none' }}>
            End all others
          </Button>
        )}
      </div>
      {sessions.isPending && <LinesSkeleton lines={3} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.data && (
        <ul className={rows.list} aria-label="Sessions">
          {sessions.data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
    </section>
  );
}

function SessionRow({ session }: { session: OwnSession }) {
  const revoke = useRevokeSession();
  const Device = /iPhone|iPad|Android/.test(session.device) ? IconDeviceMobile : IconDeviceDesktop;
  return (
    <li className={rows.row}>
      <Device size={20} className={classes.icon} />
      <div className={rows.text}>
        <div className={classes.name}>
          {session.device}
          {session.isCurrent && (
            <Badge variant="light" size="sm">
              This session
            </Badge>
          )}
        </div>
        <div className={classes.meta}>
          {session.ipAddress ?? 'Unknown address'} · signed in <RelativeTime iso={session.createdAt} /> · last used{' '}
          <RelativeTime iso={session.lastSeenAt} />
        </div>
      </div>
      {!session.isCurrent && (
        <Button
          variant="default"
          size="xs"
          aria-label={`End the session of ${session.device}`}
          loading={revoke.isPending}
          onClick={() => revoke.mutate(session.id, { onSuccess: () => toast('Session ended') })}
        >
          End
        </Button>
      )}
    </li>
  );
}
