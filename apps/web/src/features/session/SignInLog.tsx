import { Button, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { ErrorState } from '../../shared/ui/ErrorState';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import rows from '../../shared/ui/Rows.module.css';
import classes from './Account.module.css';
import { useSignInLog, type SignInLogEntry } from './accountQueries';
import { wordsOfAction } from './accountWords';

export function SignInLog() {
  const log = useSignInLog();
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={rows.section}>
      <Title order={2}>Sign-in log</Title>
      <Text c="dimmed">Recent activity on your account.</Text>
      {log.isPending && <LinesSkeleton lines={4} />}
      {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {log.isSuccess && entries.length === 0 && <Text mt="sm">Nothing yet: entries begin with your next sign-in.</Text>}
      {entries.length > 0 && (
        <ul className={rows.list} aria-label="Sign-in log">
          {entries.map((entry) => (
            <LogRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      {log.hasNextPage && (
        <Button mt="sm" variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}

function LogRow({ entry }: { entry: SignInLogEntry }) {
  const { words, isRefusal = false } = wordsOfAction(entry.action);
  const Mark = isRefusal ? IconCircleX : IconCircleCheck;
  return (
    <li className={rows.row}>
      <Mark size={18} className={isRefusal ? `${classes.icon} ${classes.refused}` : classes.icon} />
      <div className={rows.text}>
        <div className={classes.name}>{words}</div>
        <div className={classes.meta}>
          {[attemptsOf(entry), entry.device, entry.ipAddress].filter(Boolean).join(' · ') || 'By Rapport itself'}
        </div>
      </div>
      <span className={classes.time}>
        <RelativeTime iso={entry.time} />
      </span>
    </li>
  );
}

/** Refused attempts after the first are counted for an hour and told together. */
function attemptsOf({ attempts }: SignInLogEntry): string | null {
  return attempts > 1 ? `${attempts} attempts within an hour` : null;
}
