import { Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { PagedList } from '../../shared/ui/PagedList';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import rows from '../../shared/ui/Rows.module.css';
import classes from './Account.module.css';
import { useSignInLog, type SignInLogEntry } from './accountQueries';
import { wordsOfAction } from './accountWords';

export function SignInLog() {
  const log = useSignInLog();
  return (
    <section className={rows.section}>
      <Title order={2}>Sign-in log</Title>
      <Text c="dimmed">Recent activity on your account.</Text>
      <PagedList source={log} lines={4} empty={<Text mt="sm">Nothing yet: entries begin with your next sign-in.</Text>}>
        {(entries) => (
          <ul className={rows.list} aria-label="Sign-in log">
            {entries.map((entry) => (
              <LogRow key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </PagedList>
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
