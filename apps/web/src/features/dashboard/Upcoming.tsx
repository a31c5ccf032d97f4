import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatExact, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import classes from './Dashboard.module.css';
import { AHEAD_DAYS, useUpcoming } from './dashboardQueries';
import { WIDGETS } from './widgets';

const SHOWN = 6;
const WORDS = { scheduled: '', recurring: 'Series', planned: 'Not launched', sent: '' } as const;

/** What goes out in the next two weeks. */
export function Upcoming({ workspaceId }: { workspaceId: string }) {
  const [from] = useState(() => new Date());
  const { data: entries } = useUpcoming(workspaceId, from);
  const link = { to: paths.calendar(workspaceId), label: 'Calendar' };
  if (!entries)
    return (
      <Panel title={WIDGETS.upcoming.title} link={link}>
        <Skeleton h={60} aria-label="Loading" />
      </Panel>
    );
  if (entries.length === 0)
    return (
      <Panel title={WIDGETS.upcoming.title} link={link}>
        Nothing is planned for the next {plural(AHEAD_DAYS, 'day')}.
      </Panel>
    );
  return (
    <Panel title={WIDGETS.upcoming.title} link={link} isList>
      {entries.slice(0, SHOWN).map((entry) => (
        <li key={`${entry.campaignId} ${entry.at}`}>
          <Link to={paths.campaign(workspaceId, entry.campaignId)} className={classes.upcoming}>
            <span className={classes.recentName}>
              <span className={`${classes.grow} ${classes.strong}`} dir="auto">
                {entry.name}
              </span>
              <span className={`${classes.meta} rp-num`}>
                {formatExact(entry.at)}
                {WORDS[entry.kind] && `, ${WORDS[entry.kind].toLowerCase()}`}
              </span>
            </span>
            <Status kind="campaign" value={entry.status} />
            <span className={classes.meta}>
              <RelativeTime iso={entry.at} />
            </span>
          </Link>
        </li>
      ))}
      {entries.length > SHOWN && <li className={classes.rest}>{entries.length - SHOWN} more in the calendar</li>}
    </Panel>
  );
}
