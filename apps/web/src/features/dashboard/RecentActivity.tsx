import {
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  IconRoute,
  IconSend,
  IconSettings2,
  IconSparkles,
  type Icon,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';

type Activity = Dashboard['recentActivity'][number];

const ICONS: Record<string, Icon> = {
  campaign: IconSend,
  email: IconMail,
  text: IconMessage,
  call: IconPhone,
  ai: IconSparkles,
  stage_change: IconRoute,
  note: IconNote,
  system: IconSettings2,
};

const SHOWN = 8;

export function RecentActivity({ workspaceId, entries }: { workspaceId: string; entries: readonly Activity[] }) {
  return (
    <Panel title="Recent activity" isList={entries.length > 0}>
      {entries.length === 0
        ? 'Messages, notes and changes will be listed here as they happen.'
        : entries.slice(0, SHOWN).map((entry) => {
            const EntryIcon = ICONS[entry.type] ?? IconSettings2;
            return (
              <li key={entry.id}>
                <Link to={pathOf(workspaceId, entry)} className={classes.row}>
                  <EntryIcon size={16} color="var(--rp-text-3)" aria-hidden />
                  <span className={classes.grow}>
                    <span className={classes.strong} dir="auto">
                      {entry.name}
                    </span>{' '}
                    <span dir="auto">{entry.title}</span>
                  </span>
                  <span className={classes.meta}>
                    <RelativeTime iso={entry.timestamp} />
                  </span>
                </Link>
              </li>
            );
          })}
    </Panel>
  );
}

function pathOf(workspaceId: string, { contactId, campaignId }: Activity): string {
  if (campaignId) return paths.campaign(workspaceId, campaignId);
  return contactId ? paths.contact(workspaceId, contactId) : paths.home(workspaceId);
}
